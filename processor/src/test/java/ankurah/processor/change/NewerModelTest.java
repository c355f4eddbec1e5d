package ankurah.processor.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Transaction;
import ankurah.core.model.TypedQuery;
import ankurah.core.type.Counter;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.processor.change.Versions.Counted;
import ankurah.processor.change.Versions.Defaulted;
import ankurah.processor.change.Versions.Demanding;
import ankurah.processor.change.Versions.Disc1;
import ankurah.processor.change.Versions.Exact;
import ankurah.processor.change.Versions.Floating;
import ankurah.processor.change.Versions.Listed;
import ankurah.processor.change.Versions.Longer;
import ankurah.processor.change.Versions.Maker;
import ankurah.processor.change.Versions.Numbered;
import ankurah.processor.change.Versions.OfText;
import ankurah.processor.change.Versions.Optioned;
import ankurah.processor.change.Versions.Plain;
import ankurah.processor.change.Versions.Renamed;
import ankurah.processor.change.Versions.Shorter;
import ankurah.processor.change.Versions.Streaming;
import ankurah.processor.change.Versions.Summed;
import ankurah.processor.change.Versions.Typed;
import ankurah.processor.change.Versions.Worded;
import ankurah.storage.rocksdb.RocksStorage;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder that an older version of the program has written, opened by a newer one: every change a model may see. */
class NewerModelTest {
    @TempDir
    Path folder;

    private interface Use<T> {
        T with(Context ctx);
    }

    /** One run of a program over the folder. */
    private <T> T run(Use<T> program) {
        try (Node node = Node.durable(RocksStorage.open(folder), Policy.allowAll())) {
            return program.with(node.context());
        }
    }

    private void then(Consumer<Context> program) {
        Object unused = run(ctx -> {
            program.accept(ctx);
            return 0;
        });
    }

    private EntityId firstDisc(Disc1 disc) {
        return run(ctx -> ctx.transact(tx -> Disc1s.create(tx, disc)).value().id());
    }

    private EntityId showbiz() {
        return firstDisc(Disc1.of("Showbiz", 1999));
    }

    private interface Creation {
        void in(Transaction tx);
    }

    /** A program that uses the model is told so at its first query, its first commit and its first live query. */
    private void refused(TypedQuery<?> all, Creation creation, String code, String... words) {
        then(ctx -> {
            long before = ctx.query("disc", "").size();
            assertCode(() -> all.list(ctx), code, words);
            assertCode(() -> ctx.run(creation::in), code, words);
            assertCode(() -> all.live(ctx), code, words);
            assertThat(ctx.query("disc", "")).as("nothing was written").hasSize((int) before);
        });
    }

    private static void assertCode(ThrowingCallable call, String code, String... words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AnkurahException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            for (String word : words) {
                assertThat(e).hasMessageContaining(word);
            }
        });
    }

    // A property more.

    @Test
    void aNewOptionalPropertyIsMissingInOldRows() {
        EntityId old = showbiz();
        then(ctx -> {
            assertThat(Optioneds.get(ctx, Optioneds.ref(old)).value()).isEqualTo(new Optioned("Showbiz", 1999, null));
            ctx.run(tx -> Optioneds.edit(tx, Optioneds.ref(old)).note("first"));
        });
        then(ctx -> {
            assertThat(Optioneds.where(Optioneds.NOTE.eq("first")).count(ctx)).isEqualTo(1);
            assertThat(Disc1s.get(ctx, Disc1s.ref(old)).value())
                    .as("the old program does not see it")
                    .isEqualTo(Disc1.of("Showbiz", 1999));
        });
    }

    @Test
    void aNewPropertyWithADefaultReadsAsItInOldRowsAndQueriesSeeThatItIsMissing() {
        EntityId old = showbiz();
        then(ctx -> {
            assertThat(Defaulteds.get(ctx, Defaulteds.ref(old)).inches()).isEqualTo(12);
            ctx.run(tx -> Defaulteds.create(tx, new Defaulted("Absolution", 2003, 10)));
            assertThat(Defaulteds.where(Defaulteds.INCHES.eq(12)).count(ctx)).isZero();
            assertThat(Defaulteds.where(Defaulteds.INCHES.isNull()).count(ctx)).isEqualTo(1);
        });
    }

    @Test
    void aNewRequiredPropertyIsRefusedWhereThereAreRows() {
        showbiz();
        refused(
                Demandings.all(),
                tx -> Demandings.create(tx, new Demanding("Absolution", 2003, 7)),
                "schema.required_without_default",
                "'inches' of Versions.Demanding is new and has to have a value, but 'disc' has rows without it",
                "@Default(\"...\") or @Nullable");
    }

    @Test
    void aNewRequiredPropertyIsTakenWhereThereAreNone() {
        then(ctx -> ctx.run(tx -> Demandings.create(tx, new Demanding("Absolution", 2003, 7))));
        then(ctx ->
                assertThat(Demandings.where(Demandings.INCHES.eq(7)).count(ctx)).isEqualTo(1));
    }

    @Test
    void newCountersSetsAndTextsBeginEmptyInOldRows() {
        EntityId old = showbiz();
        then(ctx -> {
            assertThat(Counteds.get(ctx, Counteds.ref(old)).value()).isEqualTo(new Counted("Showbiz", 0, Set.of(), ""));
            ctx.run(tx -> Counteds.edit(tx, Counteds.ref(old))
                    .plays()
                    .add(2)
                    .moods()
                    .add("loud")
                    .words(text -> text.append("la")));
        });
        then(ctx -> assertThat(Counteds.get(ctx, Counteds.ref(old)).value())
                .isEqualTo(new Counted("Showbiz", 2, Set.of("loud"), "la")));
    }

    // A property less.

    @Test
    void whatWasStoredOfAPropertyThatIsGoneStays() {
        EntityId old = showbiz();
        EntityId later = run(ctx -> {
            ctx.run(tx -> Shorters.edit(tx, Shorters.ref(old)).name("Showbiz!"));
            return ctx.transact(tx -> Shorters.create(tx, new Shorter("Absolution")))
                    .value()
                    .id();
        });
        then(ctx -> {
            assertThat(Disc1s.get(ctx, Disc1s.ref(old)).value()).isEqualTo(Disc1.of("Showbiz!", 1999));
            Disc1View lacking = Disc1s.get(ctx, Disc1s.ref(later));
            assertThat(lacking.name()).isEqualTo("Absolution");
            assertCode(lacking::year, "model.unreadable", "'year' of disc " + later + " has no value");
        });
    }

    // Another name.

    @Test
    void aNewNameIsForTheProgramAloneAndTheStoredOneStays() {
        EntityId old = showbiz();
        then(ctx -> {
            RenamedView disc = Renameds.get(ctx, Renameds.ref(old));
            assertThat(disc.value()).isEqualTo(new Renamed("Showbiz", 1999));
            ctx.run(tx -> disc.edit(tx).title("Showbiz!").released(2000));
            assertThat(Renameds.where("released = 2000 AND title LIKE '%!'").count(ctx))
                    .isEqualTo(1);
            assertThat(ctx.get(old).values()).containsKeys("name", "year").doesNotContainKeys("title", "released");
        });
        then(ctx -> assertThat(Disc1s.get(ctx, Disc1s.ref(old)).value()).isEqualTo(Disc1.of("Showbiz!", 2000)));
    }

    // Another type.

    @Test
    void numbersAreShownAsNumbersOfAnotherKindAndFoundAsSuch() {
        EntityId old = showbiz();
        then(ctx -> {
            assertThat(Longers.get(ctx, Longers.ref(old)).year()).isEqualTo(1999L);
            assertThat(Floatings.get(ctx, Floatings.ref(old)).year()).isEqualTo(1999.0);
            assertThat(Exacts.get(ctx, Exacts.ref(old)).year()).isEqualTo(BigDecimal.valueOf(1999));
            assertThat(ctx.get(old).get("year"))
                    .as("what is stored stays as it is")
                    .isEqualTo(Value.of(1999L));
            ctx.run(tx -> {
                Longers.create(tx, new Longer("Long", 1L << 40));
                Floatings.create(tx, new Floating("Float", 1999.5));
                Exacts.create(tx, new Exact("Exact", new BigDecimal("1999.25")));
            });
            assertThat(Floatings.where(Floatings.YEAR.ge(1999.0))
                            .orderBy(Floatings.YEAR.asc())
                            .list(ctx))
                    .extracting(FloatingView::name)
                    .containsExactly("Showbiz", "Exact", "Float", "Long");
            assertThat(Exacts.where(Exacts.YEAR.eq(new BigDecimal("1999.0"))).count(ctx))
                    .isEqualTo(1);
        });
        then(ctx -> {
            List<String> read = new ArrayList<>();
            for (Disc1View disc : Disc1s.all().list(ctx)) {
                try {
                    read.add(disc.name() + " " + disc.year());
                } catch (AnkurahException e) {
                    read.add(disc.name() + " " + e.code());
                }
            }
            assertThat(read)
                    .as("an int shows of the newer rows what it can show whole")
                    .containsExactly(
                            "Showbiz 1999",
                            "Long model.unreadable",
                            "Float model.unreadable",
                            "Exact model.unreadable");
        });
    }

    @Test
    void aNumberThatWouldLoseSomethingIsNotShown() {
        then(ctx -> ctx.run(tx -> {
            Exacts.create(tx, new Exact("tenth", new BigDecimal("0.1")));
            Exacts.create(tx, new Exact("long", new BigDecimal("0.1000000000000000055511151231257827")));
            Longers.create(tx, new Longer("odd", (1L << 53) + 1));
            Longers.create(tx, new Longer("even", 1L << 53));
        }));
        then(ctx -> {
            List<FloatingView> discs = Floatings.all().list(ctx);
            assertThat(discs.get(0).year()).isEqualTo(0.1);
            assertCode(discs.get(1)::year, "model.unreadable", "0.1000000000000000055511151231257827");
            assertCode(discs.get(2)::year, "model.unreadable", "the int 9007199254740993, which is not a double");
            assertThat(discs.get(3).year()).isEqualTo(0x1p53);
        });
    }

    @Test
    void anotherTypeIsRefusedWithBothNamedAndNothingIsWritten() {
        firstDisc(new Disc1("Showbiz", 1999, Versions.Format.VINYL, null, new Versions.Label("Mushroom")));
        refused(
                Wordeds.all(),
                tx -> Wordeds.create(tx, new Worded("Absolution", "2003")),
                "schema.other_type",
                "'year' of Versions.Worded is a text, but rows of 'disc' hold int there: give the property another name");
        refused(
                Numbereds.all(),
                tx -> Numbereds.create(tx, new Numbered(5, 2003)),
                "schema.other_type",
                "'name' of Versions.Numbered is an int, but rows of 'disc' hold string there");
        refused(
                Listeds.all(),
                tx -> Listeds.create(tx, new Listed("Absolution", List.of(2003))),
                "schema.other_type",
                "'year' of Versions.Listed is a list, each item an int, but rows of 'disc' hold int there");
        refused(
                OfTexts.all(),
                tx -> OfTexts.create(tx, new OfText("Absolution", "Taste")),
                "schema.other_type",
                "'label' of Versions.OfText is a text, but rows of 'disc' hold json there");
    }

    @Test
    void anEnumMayGainAConstantAndShowsNoneThatItHasLost() {
        EntityId old = firstDisc(new Disc1("Showbiz", 1999, Versions.Format.TAPE, null, null));
        EntityId later = run(ctx -> {
            assertThat(Streamings.get(ctx, Streamings.ref(old)).format()).isEqualTo(Versions.MoreFormats.TAPE);
            return ctx.transact(tx -> Streamings.create(tx, new Streaming("Drones", Versions.MoreFormats.STREAM)))
                    .value()
                    .id();
        });
        then(ctx -> {
            assertCode(
                    Disc1s.get(ctx, Disc1s.ref(later))::format,
                    "model.unreadable",
                    "holds the string STREAM, which is not one of VINYL, TAPE");
            assertCode(
                    VinylOnlys.get(ctx, VinylOnlys.ref(old))::format,
                    "model.unreadable",
                    "holds the string TAPE, which is not one of VINYL");
            assertThat(FreelyFormatteds.get(ctx, FreelyFormatteds.ref(later)).format())
                    .as("an enum is stored as the name of its constant")
                    .isEqualTo("STREAM");
        });
    }

    @Test
    void aReferenceToAnotherModelIsTheSameIdAndFindsNothingThere() {
        EntityId maker = run(ctx -> ctx.transact(tx -> Makers.create(tx, new Maker("Mushroom")))
                .value()
                .id());
        EntityId old = firstDisc(new Disc1("Showbiz", 1999, Versions.Format.VINYL, Makers.ref(maker), null));
        then(ctx -> {
            ByBandView disc = ByBands.get(ctx, ByBands.ref(old));
            assertThat(disc.maker().id()).isEqualTo(maker);
            assertThat(disc.maker().find(ctx)).isEmpty();
            assertThat(ByAnyones.get(ctx, ByAnyones.ref(old)).maker()).isEqualTo(maker);
        });
    }

    @Test
    void aNestedRecordMayGainWhatMayBeMissingAndLoseAnything() {
        EntityId old =
                firstDisc(new Disc1("Showbiz", 1999, Versions.Format.VINYL, null, new Versions.Label("Mushroom")));
        then(ctx -> {
            assertThat(Labelleds.get(ctx, Labelleds.ref(old)).label())
                    .isEqualTo(new Versions.LabelWithCountry("Mushroom", null));
            assertThat(Unnameds.get(ctx, Unnameds.ref(old)).label()).isEqualTo(new Versions.LabelWithoutName(null));
            assertCode(
                    Foundeds.get(ctx, Foundeds.ref(old))::label,
                    "model.unreadable",
                    "the field 'founder' is missing, and its record does not mark it @Nullable");
            assertThat(OfJsons.get(ctx, OfJsons.ref(old)).label().toString()).contains("Mushroom");
            ctx.run(tx ->
                    Labelleds.edit(tx, Labelleds.ref(old)).label(new Versions.LabelWithCountry("Mushroom", "GB")));
            ctx.run(tx -> Disc1s.edit(tx, Disc1s.ref(old)).label(new Versions.Label("Taste")));
            assertThat(Labelleds.get(ctx, Labelleds.ref(old)).label())
                    .as("it is one whole value: who writes it drops what he does not know")
                    .isEqualTo(new Versions.LabelWithCountry("Taste", null));
        });
    }

    // Another data type.

    @Test
    void aPlainValueBecomesNoCounterAndNoText() {
        showbiz();
        refused(
                Summeds.all(),
                tx -> Summeds.create(tx, new Summed("Absolution", 2003)),
                "schema.other_data_type",
                "'year' of Versions.Summed is of the data type counter, but in rows of 'disc' it is of lww");
        refused(
                Typeds.all(),
                tx -> Typeds.create(tx, new Typed("Absolution", 2003)),
                "schema.other_data_type",
                "'name' of Versions.Typed is of the data type text, but in rows of 'disc' it is of lww");
    }

    @Test
    void aCounterASetOrATextBecomesNoPlainValue() {
        then(ctx -> ctx.run(tx -> Counteds.create(tx, new Counted("Showbiz", 1, Set.of("loud"), "la"))));
        refused(
                Plains.all(),
                tx -> Plains.create(tx, new Plain("Absolution", 1, List.of(), "")),
                "schema.other_data_type",
                "'plays' of Versions.Plain is of the data type lww, but in rows of 'disc' it is of counter");
    }

    @Test
    void aPropertyIsOfOneDataTypeInAllRowsOfACollection() {
        showbiz();
        then(ctx -> {
            assertCode(
                    () -> ctx.run(tx -> tx.create("disc", Map.of(), Map.of("year", Counter.add(1)))),
                    "event.data_type_differs",
                    "'year' is of the data type 'lww' in rows of 'disc', and the event writes it as 'counter'");
            assertCode(
                    () -> ctx.run(tx -> tx.create("disc", Map.of(), Map.of(), Map.of("name", "x"))),
                    "event.data_type_differs",
                    "'name' is of the data type 'lww' in rows of 'disc', and the event writes it as 'text'");
            assertThat(ctx.query("disc", "")).hasSize(1);
        });
    }
}
