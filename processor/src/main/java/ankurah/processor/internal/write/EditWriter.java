package ankurah.processor.internal.write;

import ankurah.processor.internal.ClassName;
import ankurah.processor.internal.ModelSpec;
import ankurah.processor.internal.PropertySpec;
import ankurah.processor.internal.TypeSpec;

/** Writes the edit: {@code AlbumEdit}. */
final class EditWriter extends JavaWriter {
    EditWriter(ModelSpec model) {
        super(model);
    }

    @Override
    ClassName name() {
        return model.names().edit();
    }

    @Override
    void body() {
        sheet.add("""
                /** A row of {@link #{Models}} in a transaction that changes it. */
                @#{ankurah.model.Generated}("#{from}")
                @#{org.jspecify.annotations.NullMarked}
                #{public}final class #{Edit} extends #{ankurah.core.model.Edit}<#{View}> {
                    #{Edit}(#{ankurah.core.Transaction} tx, #{ankurah.event.EntityId} id) {
                        super(#{Mapping}.#{singleton}, tx, id);
                    }
                """);
        for (PropertySpec property : model.properties()) {
            property(property);
        }
        sheet.add("}\n");
    }

    private void property(PropertySpec property) {
        about(property)
                .with("type", types.component(property))
                .with("null", property.nullable() ? "; null clears it" : "");
        sheet.add(
                switch (property.type()) {
                    case TypeSpec.Count count -> """

                                /** Adds to {@code #{property}}. */
                                public #{ankurah.core.model.CounterEdit}<#{Edit}> #{property}() {
                                    return counter(this, #{Mapping}.#{PROPERTY});
                                }
                            """;
                    case TypeSpec.Prose prose -> """

                                /** Edits {@code #{property}} as a text. */
                                public #{Edit} #{property}(#{ankurah.core.model.TextEdits} edits) {
                                    edit(#{Mapping}.#{PROPERTY}, edits);
                                    return this;
                                }
                            """;
                    case TypeSpec.Document document -> """

                                /** Writes into {@code #{property}}, path by path. */
                                public #{ankurah.core.model.DocumentEdit}<#{Edit}> #{property}() {
                                    return document(this, #{Mapping}.#{PROPERTY});
                                }
                            """;
                    case TypeSpec.Members members -> {
                        sheet.with("item", types.reference(members.item()));
                        yield """

                                    /** Adds to {@code #{property}}, and takes out of it. */
                                    public #{ankurah.core.model.SetEdit}<#{Edit}, #{item}> #{property}() {
                                        return members(this, #{Mapping}.#{PROPERTY});
                                    }
                                """;
                    }
                    default -> """

                                /** Writes {@code #{property}}#{null}. */
                                public #{Edit} #{property}(#{type} #{property}) {
                                    write(#{Mapping}.#{PROPERTY}, #{property});
                                    return this;
                                }
                            """;
                });
    }
}
