package ankurah.examples.helpdesk;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.server.Server;
import ankurah.server.ServerOptions;
import ankurah.storage.MemoryStorage;
import ankurah.storage.StorageEngine;
import ankurah.storage.rocksdb.RocksStorage;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The node and its server as beans; Spring closes them in the opposite order, which is the right one. */
@Configuration(proxyBeanMethods = false)
class AnkurahConfiguration {
    @Bean(destroyMethod = "close")
    Node node(@Value("${helpdesk.data}") String folder) {
        StorageEngine storage = folder.isEmpty() ? MemoryStorage.open() : RocksStorage.open(Path.of(folder));
        return Node.durable(storage, Policy.allowAll());
    }

    @Bean
    Context context(Node node) {
        return node.context();
    }

    @Bean(destroyMethod = "close")
    Server syncServer(Node node, @Value("${helpdesk.sync-port}") int port) {
        return Server.start(node, ServerOptions.defaults().withPort(port));
    }
}
