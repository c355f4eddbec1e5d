package ankurah.processor.change;

import ankurah.core.model.Ref;
import ankurah.event.Value;
import ankurah.model.Counter;
import ankurah.model.Default;
import ankurah.model.Model;
import ankurah.model.Text;
import ankurah.model.Was;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first version, and what each of the others has changed; all of them are stored as {@code disc}. */
public interface Versions {
    enum Format {
        VINYL,
        TAPE
    }

    enum MoreFormats {
        VINYL,
        TAPE,
        STREAM
    }

    enum FewerFormats {
        VINYL
    }

    record Label(String name) {}

    record LabelWithCountry(String name, @Nullable String country) {}

    record LabelWithoutName(@Nullable String country) {}

    record LabelWithFounder(String name, String founder) {}

    @Model
    record Maker(String name) {}

    @Model
    record Band(String name) {}

    @Model
    @Was("disc")
    record Disc1(
            String name,
            int year,
            Format format,
            @Nullable Ref<Maker> maker,
            @Nullable Label label) {
        static Disc1 of(String name, int year) {
            return new Disc1(name, year, Format.VINYL, null, null);
        }
    }

    // A property more.

    @Model
    @Was("disc")
    record Optioned(String name, int year, @Nullable String note) {}

    @Model
    @Was("disc")
    record Defaulted(String name, int year, @Default("12") int inches) {}

    @Model
    @Was("disc")
    record Demanding(String name, int year, int inches) {}

    @Model
    @Was("disc")
    record Counted(
            String name,
            @Counter long plays,
            Set<String> moods,
            @Text String words) {}

    // A property less.

    @Model
    @Was("disc")
    record Shorter(String name) {}

    // Another name.

    @Model
    @Was("disc")
    record Renamed(@Was("name") String title, @Was("year") int released) {}

    // Another type.

    @Model
    @Was("disc")
    record Longer(String name, long year) {}

    @Model
    @Was("disc")
    record Floating(String name, double year) {}

    @Model
    @Was("disc")
    record Exact(String name, BigDecimal year) {}

    @Model
    @Was("disc")
    record Worded(String name, String year) {}

    @Model
    @Was("disc")
    record Numbered(int name, int year) {}

    @Model
    @Was("disc")
    record Listed(String name, List<Integer> year) {}

    @Model
    @Was("disc")
    record Streaming(String name, MoreFormats format) {}

    @Model
    @Was("disc")
    record VinylOnly(String name, FewerFormats format) {}

    @Model
    @Was("disc")
    record FreelyFormatted(String name, String format) {}

    @Model
    @Was("disc")
    record ByBand(String name, @Nullable Ref<Band> maker) {}

    @Model
    @Was("disc")
    record ByAnyone(String name, ankurah.event.@Nullable EntityId maker) {}

    @Model
    @Was("disc")
    record Labelled(String name, @Nullable LabelWithCountry label) {}

    @Model
    @Was("disc")
    record Unnamed(String name, @Nullable LabelWithoutName label) {}

    @Model
    @Was("disc")
    record Founded(String name, @Nullable LabelWithFounder label) {}

    @Model
    @Was("disc")
    record OfJson(String name, Value.@Nullable Json label) {}

    @Model
    @Was("disc")
    record OfText(String name, @Nullable String label) {}

    // Another data type.

    @Model
    @Was("disc")
    record Summed(String name, @Counter long year) {}

    @Model
    @Was("disc")
    record Typed(@Text String name, int year) {}

    @Model
    @Was("disc")
    record Plain(String name, long plays, List<String> moods, String words) {}
}
