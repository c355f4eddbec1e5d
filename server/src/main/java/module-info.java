/** A durable node behind WebSocket and HTTP. */
module ankurah.server {
    requires transitive ankurah.core;
    requires java.management;
    requires jdk.jfr;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.websocket.server;
    requires static micrometer.core; // for who uses ServerMeters
    requires static org.jspecify;

    exports ankurah.server;
}
