package ankurah.bench.audited;

import ankurah.bench.Stores;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Audited writes on one Postgres that syncs every commit. {@code java ... ankurah.bench.audited.AuditedBench WRITERS ROUNDS
 * SECONDS [ONLY]}, with the beginning of a name where one of them is to be looked at more closely.
 */
public final class AuditedBench {
    private AuditedBench() {}

    public static void main(String[] args) throws Exception {
        int writers = Integer.parseInt(args[0]);
        int rounds = Integer.parseInt(args[1]);
        double seconds = Double.parseDouble(args[2]);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:" + Stores.postgres().replace("postgresql://postgres@", "postgresql://"));
        config.setUsername("postgres");
        config.setMaximumPoolSize(2 * writers);
        Map<String, Store> stores = new LinkedHashMap<>();
        try (HikariDataSource source = new HikariDataSource(config)) {
            stores.put("a node", new NodeStore(Stores.POSTGRES.open().engine()));
            stores.put("plain JDBC, the same rows", new JdbcStore(source));
            stores.put("Hibernate with Envers", new EnversStore(source));
            String only = args.length > 3 ? args[3] : "";
            stores.keySet().removeIf(name -> !name.startsWith(only));
            System.out.println(writers + " writers, a commit for each row, rounds of " + seconds + " s");
            AuditedWrites.print(new AuditedWrites(writers, seconds).run(stores, rounds));
            for (Store store : stores.values()) {
                store.close();
            }
        }
        System.exit(0);
    }
}
