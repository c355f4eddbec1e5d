package ankurah.storage.postgres;

import ankurah.storage.testkit.KillContract;
import ankurah.storage.testkit.Place;
import ankurah.storage.testkit.WritingChild;
import java.io.IOException;
import java.util.List;

class PostgresKillTest extends KillContract {
    @Override
    protected Place newPlace() {
        return new SchemaPlace();
    }

    @Override
    protected WritingChild start(Place place) throws IOException {
        SchemaPlace schema = (SchemaPlace) place;
        return WritingChild.start(Main.class, List.of(schema.url(), schema.schema()));
    }

    /** The process that is killed. */
    static final class Main {
        public static void main(String[] args) {
            WritingChild.write(
                    PostgresStorage.open(args[0], PostgresOptions.defaults().withSchema(args[1])));
        }
    }
}
