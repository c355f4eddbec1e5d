/** The core in the browser. */
module ankurah.web {
    requires ankurah.core;
    requires ankurah.signals;
    requires ankurah.text;
    requires static org.jspecify;
    requires static org.teavm.jso;
    requires static org.teavm.jso.apis;
    requires static teavm.core;

    exports ankurah.web;
}
