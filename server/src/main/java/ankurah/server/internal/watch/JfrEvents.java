package ankurah.server.internal.watch;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** The events; docs/operations.md has their table. How long something took is a field, since it is told when it is over. */
final class JfrEvents {
    private JfrEvents() {}

    @Name("ankurah.Commit")
    @Label("Commit")
    @Category("Ankurah")
    @Description("A commit is stored and shown")
    @StackTrace(false)
    static final class Committed extends Event {
        @Label("Commit")
        @Nullable
        String commitId;

        @Label("Connection")
        long connection;

        @Label("Position")
        long position;

        @Label("New")
        boolean fresh;

        @Label("Events")
        int events;

        @Label("Collections")
        @Nullable
        String collections;

        @Label("Took")
        @Timespan
        long took;
    }

    @Name("ankurah.CommitRefused")
    @Label("Commit refused")
    @Category("Ankurah")
    @StackTrace(false)
    static final class Refused extends Event {
        @Label("Commit")
        @Nullable
        String commitId;

        @Label("Connection")
        long connection;

        @Label("Code")
        @Nullable
        String code;

        @Label("Took")
        @Timespan
        long took;
    }

    @Name("ankurah.Merge")
    @Label("Merge")
    @Category("Ankurah")
    @Description("An event joined others that its author had not seen")
    @StackTrace(false)
    static final class Merged extends Event {
        @Label("Collection")
        @Nullable
        String collection;

        @Label("Entity")
        @Nullable
        String entity;

        @Label("Event")
        @Nullable
        String eventId;

        @Label("Tips of the head")
        int tips;
    }

    @Name("ankurah.Query")
    @Label("Query")
    @Category("Ankurah")
    @StackTrace(false)
    static final class Queried extends Event {
        @Label("Kind")
        @Nullable
        String kind;

        @Label("Connection")
        long connection;

        @Label("Collection")
        @Nullable
        String collection;

        @Label("Query")
        @Nullable
        String query;

        @Label("Rows")
        long rows;

        @Label("Took")
        @Timespan
        long took;
    }

    @Name("ankurah.IndexBuild")
    @Label("Index build")
    @Category("Ankurah")
    @StackTrace(false)
    static final class IndexBuilt extends Event {
        @Label("Index")
        @Nullable
        String index;

        @Label("Took")
        @Timespan
        long took;
    }

    @Name("ankurah.Subscription")
    @Label("Subscription")
    @Category("Ankurah")
    @StackTrace(false)
    static final class Subscription extends Event {
        @Label("What")
        @Nullable
        String what;

        @Label("Connection")
        long connection;

        @Label("Subscription")
        long subscription;

        @Label("Collection")
        @Nullable
        String collection;

        @Label("Query")
        @Nullable
        String query;

        @Label("Rows")
        long rows;

        @Label("Took")
        @Timespan
        long took;
    }

    @Name("ankurah.Connection")
    @Label("Connection")
    @Category("Ankurah")
    @StackTrace(false)
    static final class Connection extends Event {
        @Label("Connection")
        long connection;

        @Label("What")
        @Nullable
        String what;

        @Label("Principal")
        @Nullable
        String principal;

        @Label("Code")
        @Nullable
        String code;
    }
}
