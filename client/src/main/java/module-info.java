/** Connects a Java program to a server. */
module ankurah.client {
    requires transitive ankurah.core;
    requires java.net.http;
    requires static org.jspecify;

    exports ankurah.client;
}
