package ankurah.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The BOM names what is published, which is every module but programs and the BOM itself. */
class BomTest {
    private static final Path ROOT = Path.of("..");
    private static final Set<String> PROGRAMS = Set.of(
            "ankurah-web",
            "ankurah-npm",
            "ankurah-cli",
            "ankurah-adversary",
            "ankurah-fuzz",
            "ankurah-bench",
            "ankurah-example-catalogue",
            "ankurah-example-catalogue-web",
            "ankurah-example-spring-boot");

    private static Element pom(Path folder) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("pom.xml").toFile());
        return document.getDocumentElement();
    }

    /** The text of the child of this name. */
    private static String text(Element element, String name) {
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeName().equals(name)) {
                return child.getTextContent();
            }
        }
        throw new AssertionError("no " + name);
    }

    private static List<Element> elements(Element root, String name) {
        NodeList found = root.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    @Test
    void itNamesEachPublishedModuleInTheVersionOfTheHouse() throws Exception {
        List<String> published = new ArrayList<>();
        for (Element module : elements(pom(ROOT), "module")) {
            published.add(text(pom(ROOT.resolve(module.getTextContent())), "artifactId"));
        }
        published.removeAll(PROGRAMS);
        published.remove("ankurah-bom");
        Element bom = pom(ROOT.resolve("dist/bom"));
        assertThat(elements(bom, "dependency"))
                .extracting(dependency -> text(dependency, "artifactId"))
                .containsExactlyInAnyOrderElementsOf(published);
        assertThat(text(bom, "version")).isEqualTo(text(pom(ROOT), "version"));
    }
}
