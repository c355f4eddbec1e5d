/** AnkQL: text, typed builder and evaluator. */
module ankurah.query {
    requires transitive ankurah.event;
    requires static transitive org.jspecify;

    exports ankurah.query;
}
