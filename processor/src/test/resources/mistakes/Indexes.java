package mistakes;

import ankurah.event.Value.Json;
import ankurah.model.Index;
import ankurah.model.Model;

class Indexes {
    @Model
    @Index // ! say of what the index is: @Index({"artist", "year DESC"})
    record Nothing(String name) {}

    @Model
    @Index({"nmae"}) // ! there is no property 'nmae'; there are name, year
    record Unknown(String name, int year) {}

    @Model
    @Index({"name", "year", "name DESC"}) // ! the index has 'name' twice
    record Doubled(String name, int year) {}

    @Model
    @Index({"name.first"}) // ! 'name' is not JSON, so an index cannot lead into it
    record Deep(String name) {}

    @Model
    @Index({"year NULLS LAST"}) // ! an index has nulls first, or last if it falls: take NULLS away
    record Nulls(int year) {}

    @Model
    @Index({"name, year"}) // ! 'name, year' is not one column: write @Index({"artist", "year DESC"})
    record Joined(String name, int year) {}

    @Model
    @Index({"year DOWN"}) // ! 'year DOWN' is no column of an index, such as year DESC
    record Wordy(int year) {}

    @Model
    @Index({"year"}) // ! the index on year stands here twice: take one away
    record Both(@Index int year) {}

    @Model
    record One(
            @Index({"name"}) String name, // ! on a component @Index stands alone; write an index of several on the record
            @Index int year) {}

    // The compiler does not tell where each of several stands, so the record's own line has to do.
    @Model
    @Index({"name", "year DESC"})
    @Index({"name", "year DESC"})
    @Index({"data.a DESC"})
    @Index({"nmae"})
    record Many(String name, int year, Json data) {} // ! the index on name, year DESC stands here twice: take one away // ! there is no property 'nmae'; there are data, name, year

    @Index({"a"})
    @Index({"b"})
    record Stray(String a, String b) {} // ! @Index does nothing here: mark Stray with @Model, or take it away
}
