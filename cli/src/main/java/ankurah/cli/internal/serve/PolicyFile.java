package ankurah.cli.internal.serve;

import ankurah.cli.internal.Failure;
import ankurah.core.Policy;
import ankurah.event.AnkurahException;
import ankurah.event.JsonText;
import ankurah.event.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy from a JSON file:
 *
 * <pre>{@code
 * {"collections": {"track": {"read": true, "write": false}, "*": {"read": true, "write": true}}}
 * }</pre>
 *
 * <p>{@code *} stands for every collection that is not named; without it those may be neither read nor written. A word
 * that is not there is false; one that is not understood is refused, since a policy that was misread is worse than none.
 */
public final class PolicyFile {
    private static final String COLLECTIONS = "collections";
    private static final String OTHERS = "*";

    private PolicyFile() {}

    /** @throws Failure with exit code 2 for a file that is not there or not a policy */
    public static Policy read(String file) {
        String text;
        try {
            text = Files.readString(Path.of(file));
        } catch (IOException unreadable) {
            throw Failure.usage("serve", "--policy is allow-all or a file, and '" + file + "' cannot be read");
        }
        try {
            return policy(file, JsonText.parse(text));
        } catch (AnkurahException.Invalid malformed) {
            throw wrong(file, String.valueOf(malformed.getMessage()));
        }
    }

    private static Policy policy(String file, Value root) {
        Map<String, Value> fields = fields(file, "the policy", root);
        if (fields.size() != 1 || !fields.containsKey(COLLECTIONS)) {
            throw wrong(file, "expected one field, 'collections'");
        }
        Map<String, CollectionPolicy.Access> named = new TreeMap<>();
        CollectionPolicy.Access others = CollectionPolicy.Access.NONE;
        for (Map.Entry<String, Value> rule :
                fields(file, "'collections'", fields.get(COLLECTIONS)).entrySet()) {
            CollectionPolicy.Access access = access(file, rule.getKey(), rule.getValue());
            if (rule.getKey().equals(OTHERS)) {
                others = access;
            } else {
                named.put(rule.getKey(), access);
            }
        }
        return new CollectionPolicy(named, others);
    }

    private static CollectionPolicy.Access access(String file, String collection, Value rule) {
        boolean read = false;
        boolean write = false;
        for (Map.Entry<String, Value> word :
                fields(file, "'" + collection + "'", rule).entrySet()) {
            if (!(word.getValue() instanceof Value.Bool allowed)) {
                throw wrong(file, "'" + word.getKey() + "' of '" + collection + "' is true or false");
            }
            switch (word.getKey()) {
                case "read" -> read = allowed.value();
                case "write" -> write = allowed.value();
                default -> throw wrong(file, "unknown word '" + word.getKey() + "' at '" + collection + "'");
            }
        }
        return new CollectionPolicy.Access(read, write);
    }

    private static Map<String, Value> fields(String file, String what, @Nullable Value value) {
        if (value instanceof Value.Obj object) {
            return object.fields();
        }
        throw wrong(file, what + " is not an object");
    }

    private static Failure wrong(String file, String what) {
        return Failure.usage("serve", "policy file " + file + ": " + what);
    }
}
