package ankurah.processor.internal;

import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/**
 * The name of a class.
 *
 * @param packageName empty for the unnamed package
 * @param name with the names of the classes it stands in: {@code Outer.Inner}
 */
public record ClassName(String packageName, String name) {

    public static ClassName of(TypeElement type) {
        StringBuilder name = new StringBuilder();
        String packageName = "";
        for (Element at = type; at != null; at = at.getEnclosingElement()) {
            if (at instanceof TypeElement) {
                name.insert(0, name.isEmpty() ? "" : ".").insert(0, at.getSimpleName());
            } else if (at instanceof PackageElement around) {
                packageName = around.getQualifiedName().toString();
            }
        }
        return new ClassName(packageName, name.toString());
    }

    /** Reads a name whose packages are in lower case. */
    public static ClassName parse(String qualified) {
        int start = 0;
        for (int dot = qualified.indexOf('.'); dot >= 0 && Character.isLowerCase(qualified.charAt(start)); ) {
            start = dot + 1;
            dot = qualified.indexOf('.', start);
        }
        return new ClassName(start == 0 ? "" : qualified.substring(0, start - 1), qualified.substring(start));
    }

    public String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The outermost class it stands in. */
    public String topLevel() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** A top-level class of the same package. */
    public ClassName beside(String simpleName) {
        return new ClassName(packageName, simpleName);
    }

    public String qualified() {
        return packageName.isEmpty() ? name : packageName + "." + name;
    }
}
