package ankurah.cli.internal.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Syntax;
import ankurah.event.JsonText;
import ankurah.event.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
    @TempDir
    Path folder;

    // ---- which format it is

    @Test
    void theNameOrTheFirstBytesTellTheFormat() {
        assertThat(rows("a.json", "[{\"x\":1},{\"x\":2}]")).containsExactly("1 {\"x\":1}", "1 {\"x\":2}");
        assertThat(rows("a", " \n[{\"x\":1}]")).containsExactly("2 {\"x\":1}");
        assertThat(rows("a.jsonl", "{\"x\":1}\n{\"x\":2}\n")).containsExactly("1 {\"x\":1}", "2 {\"x\":2}");
        assertThat(rows("a.json", "{\"x\":1}\r\n\n{\"x\":2}")).containsExactly("1 {\"x\":1}", "3 {\"x\":2}");
        assertThat(rows("a.txt", "{\"x\":1}\n{\"x\":2}")).containsExactly("1 {\"x\":1}", "2 {\"x\":2}");
        assertThat(rows("a.csv", "x\n1\n2\n")).containsExactly("2 {\"x\":1}", "3 {\"x\":2}");
        assertThat(rows("a.txt", "x,y\n1,2\n")).containsExactly("2 {\"x\":1,\"y\":2}");
        assertThat(rows("a.tsv", "x\ty\n1\t2\n")).containsExactly("2 {\"x\":1,\"y\":2}");
    }

    @Test
    void aByteOrderMarkIsPassedOver() {
        assertThat(rows("a.csv", "\uFEFFx\n1\n")).containsExactly("2 {\"x\":1}");
        assertThat(rows("a.json", "\uFEFF[{\"x\":1}]")).containsExactly("1 {\"x\":1}");
        assertThat(rows("a", "\uFEFF{\"x\":1}")).containsExactly("1 {\"x\":1}");
    }

    @Test
    void anEmptyFileHasNoRows() {
        assertThat(rows("a.json", "[]")).isEmpty();
        assertThat(rows("a.json", "[ \n ]\n")).isEmpty();
        assertThat(rows("a.jsonl", "\n\n")).isEmpty();
        assertThat(rows("a.csv", "")).isEmpty();
        assertThat(rows("a.csv", "x,y\n")).isEmpty();
    }

    // ---- JSON

    @Test
    void valuesOfJsonAreExact() {
        assertThat(rows(
                        "a.json",
                        "[{\"big\":9223372036854775808,\"int\":9223372036854775807,\"half\":0.5,\"nested\":{\"b\":[1,{}]},"
                                + "\"none\":null,\"text\":\"a\\\"b]}\\u00e9\"}]"))
                .containsExactly("1 {\"big\":9223372036854775808,\"half\":0.5,\"int\":9223372036854775807,"
                        + "\"nested\":{\"b\":[1,{}]},\"none\":null,\"text\":\"a\\\"b]}é\"}");
        Map<String, Value> row = read("b.json", "[{\"n\":{\"a\":1},\"l\":[1],\"d\":1.0,\"i\":1,\"e\":1e2}]", null, null)
                .getFirst()
                .fields();
        assertThat(row.get("n")).isInstanceOf(Value.Json.class);
        assertThat(row.get("l")).isInstanceOf(Value.Json.class);
        assertThat(row.get("d")).isEqualTo(Value.of(new BigDecimal("1")));
        assertThat(row.get("e")).isEqualTo(Value.of(new BigDecimal("100")));
        assertThat(row.get("i")).isEqualTo(Value.of(1));
    }

    @Test
    void anArrayInsideAnObjectIsNamedByItsPath() {
        String text =
                "{\"skipped\":[{\"x\":[\"]}\"]}], \"a\":{\"other\":{}, \"b\": [\n{\"x\":1},\n{\"x\":2}]}, \"z\":1}";
        assertThat(read("a.json", text, "a.b", null))
                .extracting(SourceRow::line)
                .containsExactly(2L, 3L);
        wrong("a.json", text, "a.c").hasMessageContaining("a.json has no 'a.c' (did you mean 'b'?)");
        wrong("a.json", text, "elsewhere").hasMessageContaining("has no 'elsewhere'", "skipped", "a", "z");
        wrong("a.json", text, "a.other").hasMessageContaining("'a.other' is not an array");
        wrong("a.json", "{\n\"Track\":[],\n\"n\":1,\"Album\":[]}", null)
                .hasMessageContaining("holds one object", "--array", "there are: Track, Album");
    }

    @Test
    void aMalformedRowIsNamedByItsPlaceInTheFile() {
        wrong("a.json", "[{\"x\":1},\n  {\"x\":nul}]", null).hasMessageContaining("a.json", "line 2, column 8");
        wrong("a.jsonl", "{\"x\":1}\n{\"x\":1,}\n", null).hasMessageContaining("line 2, column 8");
        wrong("a.json", "[{\"é\":1} {\"x\":1}]", null).hasMessageContaining("line 1, column 10", "expected ']'");
        wrong("a.json", "[{\"x\":1},]", null).hasMessageContaining("line 1");
        wrong("a.json", "[{\"x\":1}", null).hasMessageContaining("line 1, column 9", "found the end");
        wrong("a.json", "[{\"x\":1},\n{\"x\":\"a", null).hasMessageContaining("line 2", "file ends inside");
        wrong("a.json", "[{\"x\":1}] more", null).hasMessageContaining("column 11", "the end behind the array");
        wrong("a.json", "[{\"x\":1},\n7]", null).hasMessageContaining("line 2", "row 2 of the array is not an object");
        wrong("a.jsonl", "{\"x\":1}\n[1]\n", null).hasMessageContaining("line 2", "not an object");
        wrong("a.json", "[{\"x\":1}}", null).hasMessageContaining("expected ']'");
        wrong("a.json", "[{\"x\":[1}]]", null).hasMessageContaining("line 1, column 9");
        wrong("a.json", "", null).hasMessageContaining("holds one object and no rows");
    }

    @Test
    void whatIsNotUtf8IsNamedByItsLine() throws IOException {
        Files.write(
                folder.resolve("a.jsonl"),
                "{\"x\":1}\n{\"x\":\"?\"}".replace('?', '\u00e4').getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> all("a.jsonl", null, null)).hasMessageContaining("line 2", "not UTF-8");
        Files.write(folder.resolve("a.csv"), "x\n\u00e4".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> all("a.csv", null, null)).hasMessageContaining("line 2", "not UTF-8");
        Files.write(folder.resolve("b.csv"), "x\n1".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> all("b.csv", null, null)).hasMessageContaining("UTF-16");
    }

    @Test
    void aRowThatCouldNeverBeStoredIsRefusedBeforeItFillsTheMemory() {
        String endless = "{\"x\":\"" + "a".repeat(9 << 20) + "\"}";
        wrong("a.jsonl", endless, null).hasMessageContaining("line 1", "8 MiB");
        wrong("a.json", "[" + endless + "]", null).hasMessageContaining("line 1", "8 MiB");
        wrong("a.csv", "x\n\"" + "a".repeat(9 << 20), null).hasMessageContaining("line 2", "8 MiB");
    }

    // ---- CSV

    @Test
    void cellsAreNumbersOnlyWhenTheyPrintAsThemselves() {
        Map<String, Value> row = read(
                        "a.csv",
                        "a,b,c,d,e,f,g,h,i,j,k\n007,-12,1.5,1.50,-0,9223372036854775808,1e5,+1,.5,0,-0.5\n",
                        null,
                        null)
                .getFirst()
                .fields();
        assertThat(row)
                .containsEntry("a", Value.of("007"))
                .containsEntry("b", Value.of(-12))
                .containsEntry("c", Value.of(new BigDecimal("1.5")))
                .containsEntry("d", Value.of("1.50"))
                .containsEntry("e", Value.of("-0"))
                .containsEntry("f", Value.of(new BigDecimal("9223372036854775808")))
                .containsEntry("g", Value.of("1e5"))
                .containsEntry("h", Value.of("+1"))
                .containsEntry("i", Value.of(".5"))
                .containsEntry("j", Value.of(0))
                .containsEntry("k", Value.of(new BigDecimal("-0.5")));
    }

    @Test
    void anEmptyCellIsNullAndAQuotedOneIsEmptyText() {
        assertThat(rows("a.csv", "a,b,c,d\n,\"\",true,false\n"))
                .containsExactly("2 {\"a\":null,\"b\":\"\",\"c\":true,\"d\":false}");
    }

    @Test
    void quotedCellsHoldSeparatorsQuotesAndLineBreaks() {
        assertThat(rows("a.csv", "a,b\r\n\"x,\"\"y\"\"\r\nz\",2\r\n3,\"4\"\r\n"))
                .containsExactly("2 {\"a\":\"x,\\\"y\\\"\\r\\nz\",\"b\":2}", "4 {\"a\":3,\"b\":4}");
    }

    @Test
    void lastLineNeedsNoEndAndBlankLinesAreNoRows() {
        assertThat(rows("a.csv", "a,b\n\n1,2\r\n\r\n3,4"))
                .containsExactly("3 {\"a\":1,\"b\":2}", "5 {\"a\":3,\"b\":4}");
    }

    @Test
    void aBadRecordIsNamedByItsLineAndColumn() {
        wrong("a.csv", "a,b\n1,2\n3\n", null).hasMessageContaining("a.csv, line 3", "1 cells, the header 2");
        wrong("a.csv", "a,b\n1,2,3\n", null).hasMessageContaining("line 2", "3 cells");
        wrong("a.csv", "a,b\n1,\"2\n3,4\n", null).hasMessageContaining("line 2, column 3", "never closed");
        wrong("a.csv", "a,b\n1,\"2\"3\n", null).hasMessageContaining("line 2, column 6", "behind a closing quote");
        wrong("a.csv", "a,b\n1,2\"3\n", null).hasMessageContaining("line 2, column 4", "quote inside a cell");
        wrong("a.csv", "a,a\n1,2\n", null).hasMessageContaining("line 1", "'a' twice");
        wrong("a.csv", "a,,b\n1,2,3\n", null).hasMessageContaining("line 1", "column 2 has no name");
    }

    // ---- types and names

    @Test
    void typesNameWhatAFieldIs() {
        assertThat(rows(
                        "a.csv",
                        "s,f,d,t,u\n007,1.50,2020-01-31,2020-01-31T10:00:00Z,\n",
                        "s:string,f:decimal,d:date,t:instant,u:int"))
                .containsExactly(
                        "2 {\"d\":\"2020-01-31\",\"f\":1.5,\"s\":\"007\",\"t\":\"2020-01-31T10:00:00Z\",\"u\":null}");
        Map<String, Value> row = read(
                        "a.json",
                        "[{\"i\":\"12\",\"s\":12,\"f\":1,\"j\":\"text\",\"n\":null,\"b\":\"AAE=\",\"x\":2.0}]",
                        null,
                        "i:int,s:string,f:float,j:json,n:date,b:bytes,x:int")
                .getFirst()
                .fields();
        assertThat(row)
                .containsEntry("i", Value.of(12))
                .containsEntry("s", Value.of("12"))
                .containsEntry("f", Value.of(1.0))
                .containsEntry("j", new Value.Json(Value.of("text")))
                .containsEntry("n", Value.NULL)
                .containsEntry("b", new Value.Bytes(new byte[] {0, 1}))
                .containsEntry("x", Value.of(2));
        assertThat(read("b.csv", "j\n\"{\"\"a\"\":1}\"\n", null, "j:json")
                        .getFirst()
                        .fields())
                .containsEntry("j", new Value.Json(JsonText.parse("{\"a\":1}")));
    }

    @Test
    void aTextThatIsNotOfItsTypeIsNamed() {
        assertThatThrownBy(() -> read("a.csv", "d\n2020-02-30\n", null, "d:date"))
                .hasMessageContaining("a.csv, line 2", "column 'd'", "'2020-02-30' is no date");
        assertThatThrownBy(() -> read("a.json", "[{\"d\":[1]}]", null, "d:int"))
                .hasMessageContaining("line 1", "field 'd'", "an array is no int");
        assertThatThrownBy(() -> read("a.csv", "d\n1\n", null, "e:int")).hasMessageContaining("'e'", "no column");
        assertThatThrownBy(() -> read("a.csv", "d\n1\n", null, "d:number"))
                .hasMessageContaining("unknown type 'number'", "decimal");
        assertThatThrownBy(() -> read("a.csv", "d\n1\n", null, "d")).hasMessageContaining("field:type");
    }

    @Test
    void reservedNamesAreRefusedWithTheWayOut() {
        wrong("a.csv", "id,name\n1,x\n", null).hasMessageContaining("line 2", "--rename id:sourceId");
        wrong("a.json", "[{\"_x\":1}]", null).hasMessageContaining("--rename _x:source_x");
        Arguments arguments = Arguments.parse(new Syntax("create", "", List.of(), List.of(), ""), List.of());
        assertThatThrownBy(() -> JsonArgument.read(arguments, "{\"id\":1}", null))
                .hasMessageContaining("reserved")
                .message()
                .doesNotContain("--rename");
    }

    @Test
    void fieldsAreRenamed() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "id,name\n1,x\n");
        Renaming renaming = Renaming.parse("id:sourceId,name:title");
        Typing typing = Typing.parse("sourceId:string,title:string", renaming);
        try (RowReader reader = InputFile.open(folder.resolve("a.csv").toString(), null, renaming, typing)) {
            assertThat(shown(reader.next())).isEqualTo("2 {\"sourceId\":\"1\",\"title\":\"x\"}");
        }
        assertThatThrownBy(() -> Renaming.parse("id")).hasMessageContaining("old:new");
        Files.writeString(folder.resolve("b.csv"), "a,b\n1,x\n");
        try (RowReader reader =
                InputFile.open(folder.resolve("b.csv").toString(), null, Renaming.parse("a:b"), Typing.SHOWN)) {
            assertThatThrownBy(reader::next).hasMessageContaining("two fields become 'b'");
        }
    }

    @Test
    void aFileThatIsNotThereOrAFolderIsSaidSo() {
        assertThatThrownBy(() -> all("nowhere.csv", null, null))
                .hasMessageContaining("there is no file", "nowhere.csv");
        assertThatThrownBy(() -> all("", null, null)).hasMessageContaining("is a folder");
        wrong("a.csv", "x\n1\n", "a").hasMessageContaining("--array is for JSON");
    }

    // ---- helpers

    private List<String> rows(String name, String text) {
        return rows(name, text, null);
    }

    private List<String> rows(String name, String text, @Nullable String types) {
        return read(name, text, null, types).stream().map(InputFileTest::shown).toList();
    }

    private static String shown(@Nullable SourceRow row) {
        assertThat(row).isNotNull();
        Map<String, Value> plain = new TreeMap<>();
        row.fields().forEach((name, value) -> plain.put(name, JsonText.parse(JsonText.print(value))));
        return row.line() + " " + JsonText.print(new Value.Obj(new TreeMap<>(plain)));
    }

    private AbstractThrowableAssert<?, ?> wrong(String name, String text, @Nullable String array) {
        return assertThatThrownBy(() -> read(name, text, array, null));
    }

    private List<SourceRow> read(String name, String text, @Nullable String array, @Nullable String types) {
        try {
            Files.writeString(folder.resolve(name), text);
            return all(name, array, types);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<SourceRow> all(String name, @Nullable String array, @Nullable String types) throws IOException {
        Renaming renaming = Renaming.parse(null);
        Typing typing = Typing.parse(types, renaming);
        List<SourceRow> rows = new ArrayList<>();
        try (RowReader reader = InputFile.open(folder.resolve(name).toString(), array, renaming, typing)) {
            for (SourceRow row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
