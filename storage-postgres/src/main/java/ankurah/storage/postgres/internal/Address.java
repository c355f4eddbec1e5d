package ankurah.storage.postgres.internal;

import ankurah.event.AnkurahException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the server is and how to speak to it, in the words of the JDBC driver.
 *
 * @param place host, port and database, without secrets, for messages
 * @param url without a name or password
 * @param properties what the driver is to be told besides
 */
record Address(String place, String url, Map<String, String> properties) {
    private static final String JDBC = "jdbc:postgresql:";

    /** What libpq and the driver call by different names. */
    private static final Map<String, String> RENAMED = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "keepalives", "tcpKeepAlive");

    static Address parse(String text) {
        int params = text.indexOf('?');
        String head = params < 0 ? text : text.substring(0, params);
        Map<String, String> properties = new LinkedHashMap<>();
        String place;
        if (head.startsWith(JDBC)) {
            place = head.substring(JDBC.length());
            place = place.startsWith("//") ? place.substring(2) : "localhost/" + place;
        } else if (head.startsWith("postgresql://") || head.startsWith("postgres://")) {
            place = withoutUser(head.substring(head.indexOf("://") + 3), properties);
        } else {
            throw new AnkurahException.Invalid(
                    "storage.options",
                    "a database is named as postgresql://user@host/database or jdbc:postgresql://host/database");
        }
        if (params >= 0) {
            parameters(text.substring(params + 1), properties);
        }
        return new Address(place, JDBC + "//" + (place.startsWith("/") ? "localhost" : "") + place, properties);
    }

    private static String withoutUser(String rest, Map<String, String> properties) {
        int end = rest.indexOf('/');
        int at = rest.lastIndexOf('@', end < 0 ? rest.length() : end);
        if (at < 0) {
            return rest;
        }
        String user = rest.substring(0, at);
        int colon = user.indexOf(':');
        properties.put("user", decode(colon < 0 ? user : user.substring(0, colon)));
        if (colon >= 0) {
            properties.put("password", decode(user.substring(colon + 1)));
        }
        return rest.substring(at + 1);
    }

    private static void parameters(String text, Map<String, String> properties) {
        for (String parameter : text.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                String name = decode(parameter.substring(0, equals));
                put(name, decode(parameter.substring(equals + 1)), properties);
            }
        }
    }

    private static void put(String name, String value, Map<String, String> properties) {
        if (name.equals("target_session_attrs")) {
            properties.put("targetServerType", value.equals("read-write") ? "primary" : value);
        } else {
            properties.put(RENAMED.getOrDefault(name, name), value);
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The driver's source of connections; what nobody set waits for bounded times. */
    PGSimpleDataSource source(String use) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        Properties all = new Properties();
        all.setProperty("connectTimeout", "5");
        all.setProperty("loginTimeout", "10");
        all.setProperty("socketTimeout", "60");
        all.setProperty("tcpKeepAlive", "true");
        all.setProperty("ApplicationName", "ankurah " + use);
        all.setProperty("preparedStatementCacheQueries", "512");
        all.setProperty("prepareThreshold", "3");
        properties.forEach(all::setProperty);
        try {
            source.setURL(url);
            for (String name : all.stringPropertyNames()) {
                source.setProperty(name, all.getProperty(name));
            }
        } catch (IllegalArgumentException | java.sql.SQLException e) {
            throw new AnkurahException.Invalid(
                    "storage.options", "the database's address is not understood: " + e.getMessage(), e);
        }
        return source;
    }

    @Override
    public String toString() {
        return place;
    }
}
