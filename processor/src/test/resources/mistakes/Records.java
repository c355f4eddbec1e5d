package mistakes;

import ankurah.event.Value;
import ankurah.model.Document;
import ankurah.model.Counter;
import ankurah.model.Default;
import ankurah.model.Index;
import ankurah.model.Model;
import ankurah.model.Text;
import ankurah.model.Was;

class Records {
    @Model // ! a model is a record: write @Model record Clazz(...) {}
    static class Clazz {}

    @Model // ! a model is a record: write @Model record Face(...) {}
    interface Face {}

    @Model // ! a model is a record: write @Model record Colour(...) {}
    enum Colour {
        RED
    }

    @Model // ! a model has no type parameters: a row has one type
    record Generic<T>(String name) {}

    @Model // ! the code written for Hidden cannot use what is private: take 'private' away from it and from the classes around it
    private record Hidden(String name) {}

    private static class Closed {
        @Model // ! the code written for Inside cannot use what is private: take 'private' away from it and from the classes around it
        record Inside(String name) {}
    }

    @Model(plural = "no name") // ! 'no name' cannot be the name of a class: write @Model(plural = "People")
    record Spaced(String name) {}

    @Model(plural = "class") // ! 'class' cannot be the name of a class: write @Model(plural = "People")
    record Keyword(String name) {}

    @Model(plural = "SheepView") // ! SheepView is the name of another class of this model: choose another plural
    record Sheep(String name) {}

    @Model(plural = "Fish") // ! Fish is the name of another class of this model: choose another plural
    record Fish(String name) {}

    @Model
    @Was("renamed") // ! the collection is called 'renamed' already: write the name it had first, or take @Was away
    record Renamed(String name) {}

    @Model
    @Was("_secret") // ! the collection name '_secret' is reserved: 'id' and names beginning with '_' are the system's own
    record Secret(String name) {}

    record Forgotten(
            @Default("0") int year, // ! @Default does nothing here: mark Forgotten with @Model; a record inside of a model is one whole value
            @Was("old") String name, // ! @Was does nothing here: mark Forgotten with @Model; a record inside of a model is one whole value
            @Index String indexed, // ! @Index does nothing here: mark Forgotten with @Model; a record inside of a model is one whole value
            @Counter long plays, // ! @Counter does nothing here: mark Forgotten with @Model; a record inside of a model is one whole value
            @Document Value.Json document, // ! @Document does nothing here: mark Forgotten with @Model; a record inside of a model is one whole value
            @Text String text) {} // ! @Text does nothing here: mark Forgotten with @Model; a record inside of a model is one whole value

    @Index({"a"}) // ! @Index does nothing here: mark Unmarked with @Model, or take it away
    record Unmarked(String a) {}

    @Was("x") // ! @Was does nothing here: NoRecord is no record that @Model marks
    static class NoRecord {}
}
