package ankurah.server;

import ankurah.core.Node;
import ankurah.event.AnkurahException;
import ankurah.server.internal.Pages;

/** What the server tells about itself by plain HTTP; nothing of the data. */
record Info(Node node) implements Pages {
    @Override
    public String home() {
        return """
                Ankurah server
                system   %s
                position %s
                protocol ankurah.v1 (WebSocket at /sync)
                """.formatted(node.system(), node.position());
    }

    @Override
    public String health() {
        return "{\"status\":\"" + (isWell() ? "ok" : "stopped") + "\",\"system\":\"" + node.system()
                + "\",\"position\":" + node.position().number() + "}\n";
    }

    @Override
    public boolean isWell() {
        try {
            node.backend().requireOpen();
            return true;
        } catch (AnkurahException stopped) {
            return false;
        }
    }
}
