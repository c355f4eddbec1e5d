package ankurah.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Reads the editing traces, whose JSON has one shape. */
final class Traces {
    /** One edit; positions are code points, which in these traces are UTF-16 units too. */
    record Patch(int position, int deleted, String inserted) {}

    /** The edits of one author that followed the transactions named. */
    record Transaction(List<Integer> parents, int agent, List<Patch> patches) {}

    record Trace(String endContent, List<Transaction> transactions) {}

    private final String json;
    private int at;

    private Traces(String json) {
        this.json = json;
    }

    static Trace read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Traces.class.getResourceAsStream("/traces/" + name))) {
            byte[] bytes = new GZIPInputStream(in).readAllBytes();
            return new Traces(new String(bytes, StandardCharsets.UTF_8)).trace();
        }
    }

    private Trace trace() {
        at = json.indexOf("\"endContent\":") + "\"endContent\":".length();
        String end = string();
        at = json.indexOf("\"txns\":") + "\"txns\":".length();
        List<Transaction> transactions = new ArrayList<>();
        int open = json.indexOf('{', at);
        while (open >= 0) {
            transactions.add(transaction(open));
            open = json.indexOf('{', at);
        }
        return new Trace(end, transactions);
    }

    private Transaction transaction(int open) {
        int patches = json.indexOf("\"patches\":", open);
        String head = json.substring(open, patches);
        at = patches + "\"patches\":".length();
        List<Patch> list = new ArrayList<>();
        skip('[');
        while (peek() == '[') {
            skip('[');
            int position = number();
            skip(',');
            int deleted = number();
            skip(',');
            list.add(new Patch(position, deleted, string()));
            skip(']');
            if (peek() == ',') {
                skip(',');
            }
        }
        skip(']');
        return new Transaction(parents(head), agent(head), list);
    }

    private static List<Integer> parents(String head) {
        List<Integer> parents = new ArrayList<>();
        int from = head.indexOf("\"parents\":");
        if (from >= 0) {
            String inside = head.substring(head.indexOf('[', from) + 1, head.indexOf(']', from))
                    .trim();
            for (String parent : inside.isEmpty() ? new String[0] : inside.split(",")) {
                parents.add(Integer.parseInt(parent.trim()));
            }
        }
        return parents;
    }

    private static int agent(String head) {
        int from = head.indexOf("\"agent\":");
        return from < 0
                ? 0
                : Integer.parseInt(
                        head.substring(from + 8, head.indexOf(',', from)).trim());
    }

    private char peek() {
        while (Character.isWhitespace(json.charAt(at))) {
            at++;
        }
        return json.charAt(at);
    }

    private void skip(char c) {
        if (peek() != c) {
            throw new IllegalStateException("'" + c + "' expected at " + at);
        }
        at++;
    }

    private int number() {
        peek();
        int from = at;
        while (Character.isDigit(json.charAt(at))) {
            at++;
        }
        return Integer.parseInt(json, from, at, 10);
    }

    private String string() {
        skip('"');
        StringBuilder text = new StringBuilder();
        for (char c = json.charAt(at++); c != '"'; c = json.charAt(at++)) {
            text.append(c == '\\' ? escaped() : c);
        }
        return text.toString();
    }

    private char escaped() {
        char c = json.charAt(at++);
        if (c == 'u') {
            at += 4;
            return (char) Integer.parseInt(json, at - 4, at, 16);
        }
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> c;
        };
    }
}
