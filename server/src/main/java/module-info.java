/** A durable node behind WebSocket and HTTP. */
module ankurah.server {
    requires transitive ankurah.core;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.websocket.server;
    requires static org.jspecify;

    exports ankurah.server;
}
