/** Lets clients in that show a JSON Web Token. */
module ankurah.auth.jwt {
    requires transitive ankurah.core;
    requires java.net.http;
    requires static org.jspecify;

    exports ankurah.auth.jwt;
}
