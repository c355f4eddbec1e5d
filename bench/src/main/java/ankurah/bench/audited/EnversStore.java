package ankurah.bench.audited;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** Hibernate with Envers as their guides set them up, ids from a pooled sequence. */
final class EnversStore implements Store {
    private final SessionFactory factory;

    EnversStore(DataSource source) {
        Configuration configuration = new Configuration().addAnnotatedClass(Album.class);
        configuration.getProperties().put("hibernate.connection.datasource", source);
        configuration.setProperty("hibernate.hbm2ddl.auto", "create");
        this.factory = configuration.buildSessionFactory();
    }

    @Override
    public Writer writer() {
        return new Writer() {
            private @Nullable Long row;

            @Override
            public void create(String name, long year) {
                row = factory.fromTransaction(session -> persist(session, new Album(name, year)));
            }

            @Override
            public void edit(long year) {
                factory.inTransaction(session -> session.find(Album.class, row).setYear(year));
            }
        };
    }

    private static Long persist(Session session, Album album) {
        session.persist(album);
        return album.getId();
    }

    @Override
    public long versions() {
        return factory.fromSession(session -> session.createNativeQuery("SELECT count(*) FROM album_aud", Long.class)
                .getSingleResult());
    }

    @Override
    public void close() {
        factory.close();
    }

    /** What Hibernate maps. */
    @Entity(name = "album")
    @Audited
    public static class Album {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "album_ids")
        @SequenceGenerator(name = "album_ids", allocationSize = 50)
        private @Nullable Long id;

        private @Nullable String name;
        private long year;

        protected Album() {}

        Album(String name, long year) {
            this.name = name;
            this.year = year;
        }

        public Long getId() {
            return java.util.Objects.requireNonNull(id, "it is not stored yet");
        }

        public @Nullable String getName() {
            return name;
        }

        public void setYear(long changed) {
            year = changed;
        }

        public long getYear() {
            return year;
        }
    }
}
