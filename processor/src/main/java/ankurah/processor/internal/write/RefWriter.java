package ankurah.processor.internal.write;

import ankurah.processor.internal.ClassName;
import ankurah.processor.internal.ModelSpec;

/** Writes the reference: {@code AlbumRef}. */
final class RefWriter extends JavaWriter {
    RefWriter(ModelSpec model) {
        super(model);
    }

    @Override
    ClassName name() {
        return model.names().ref();
    }

    @Override
    void body() {
        sheet.add("""
                /** The id of a row of {@link #{Models}}, which leads to its view. */
                @#{ankurah.model.Generated}("#{from}")
                @#{org.jspecify.annotations.NullMarked}
                #{public}final class #{Ref} extends #{ankurah.core.model.Ref}<#{Model}> {
                    #{Ref}(#{ankurah.event.EntityId} id) {
                        super(id);
                    }

                    /** The same reference as one that leads to the view. */
                    public static #{Ref} of(#{ankurah.core.model.Ref}<#{Model}> ref) {
                        return ref instanceof #{Ref} known ? known : new #{Ref}(ref.id());
                    }

                    @Override
                    public #{View} get(#{ankurah.core.Reads} reads) {
                        return #{Models}.get(reads, this);
                    }

                    @Override
                    public #{java.util.Optional}<#{View}> find(#{ankurah.core.Reads} reads) {
                        return #{Models}.find(reads, this);
                    }
                }
                """);
    }
}
