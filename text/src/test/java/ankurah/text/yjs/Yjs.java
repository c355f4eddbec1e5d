package ankurah.text.yjs;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The real Yjs, in a process of its own. Commands are collected, and sent together when the first of their answers is wanted;
 * asking little and late is what makes thousands of runs quick.
 */
final class Yjs implements AutoCloseable {
    private static final Path FOLDER = Path.of("yjs");
    private static final Path INSTALL = Path.of("..", "npm", "install.mjs");
    private static final long INSTALL_SECONDS = 110;
    private static final long ANSWER_SECONDS = 60;

    private final Process process;
    private final DataOutputStream out;
    private final DataInputStream in;
    private final Path complaints;
    private final Wire.Writer commands = new Wire.Writer();
    private final Queue<Answer> unanswered = new ArrayDeque<>();
    private int slots;

    private Yjs(Process process, Path complaints) {
        this.process = process;
        this.complaints = complaints;
        out = new DataOutputStream(process.getOutputStream());
        in = new DataInputStream(process.getInputStream());
    }

    /** Installs what is pinned, if need be, and starts it. */
    static Yjs start() {
        install();
        try {
            Path complaints = Files.createTempFile("ankurah-yjs", ".err");
            return new Yjs(node("peer.mjs").redirectError(complaints.toFile()).start(), complaints);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void install() {
        try {
            Path output = Files.createTempFile("ankurah-npm", ".out");
            Process install = new ProcessBuilder("node", INSTALL.toString(), FOLDER.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                boolean ended = install.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS);
                if (!ended || install.exitValue() != 0) {
                    throw new AssertionError("The real Yjs could not be installed: "
                            + (ended ? Files.readString(output) : "it took over " + INSTALL_SECONDS + " s"));
                }
            } finally {
                install.descendants().forEach(ProcessHandle::destroyForcibly);
                install.destroyForcibly();
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new AssertionError("node was not found: install node 20 and npm, which these tests need.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while npm installed", e);
        }
    }

    private static ProcessBuilder node(String script) {
        return new ProcessBuilder("node", FOLDER.resolve(script).toString());
    }

    /** A document that collects its garbage. */
    YjsDoc document(long client) {
        return document(client, true, "");
    }

    /** A document; edits of the named text can be undone, unless the name is empty. */
    YjsDoc document(long client, boolean collectsGarbage, String undone) {
        YjsDoc document = new YjsDoc(this, slots++);
        send(
                Command.CREATE,
                c -> c.number(document.slot())
                        .number(collectsGarbage ? 1 : 0)
                        .number(client)
                        .text(undone));
        return document;
    }

    byte[] merge(List<byte[]> updates) {
        return send(Command.MERGE, c -> {
                    c.number(updates.size());
                    updates.forEach(c::bytes);
                })
                .bytes();
    }

    byte[] diff(byte[] update, byte[] stateVector) {
        return send(Command.DIFF, c -> c.bytes(update).bytes(stateVector)).bytes();
    }

    byte[] stateVectorOf(byte[] update) {
        return send(Command.VECTOR_OF, c -> c.bytes(update)).bytes();
    }

    byte[] v2Of(byte[] update) {
        return send(Command.V2_OF, c -> c.bytes(update)).bytes();
    }

    byte[] v1Of(byte[] updateV2) {
        return send(Command.V1_OF, c -> c.bytes(updateV2)).bytes();
    }

    Answer send(Command command, Consumer<Wire.Writer> arguments) {
        commands.number(command.ordinal());
        arguments.accept(commands);
        Answer answer = new Answer(this);
        unanswered.add(answer);
        return answer;
    }

    /** Sends what was collected and hands out the answers. */
    void flush() {
        if (commands.isEmpty()) {
            return;
        }
        Wire.Reader frame = new Wire.Reader(exchange(commands.take()));
        if (frame.number() != 0) {
            unanswered.clear();
            throw new AssertionError("Yjs threw: " + frame.text());
        }
        for (Answer answer = unanswered.poll(); answer != null; answer = unanswered.poll()) {
            answer.bytes = frame.bytes();
        }
    }

    private byte[] exchange(byte[] frame) {
        Thread watch = Thread.ofVirtual().start(this::endWhenLate);
        try {
            out.writeInt(frame.length);
            out.write(frame);
            out.flush();
            byte[] answer = new byte[in.readInt()];
            in.readFully(answer);
            return answer;
        } catch (IOException e) {
            throw new AssertionError("Yjs ended, or said nothing for " + ANSWER_SECONDS + " s: " + complaints(), e);
        } finally {
            watch.interrupt();
        }
    }

    private void endWhenLate() {
        try {
            TimeUnit.SECONDS.sleep(ANSWER_SECONDS);
            process.destroyForcibly();
        } catch (InterruptedException e) {
            // It answered in time.
        }
    }

    private String complaints() {
        try {
            return Files.readString(complaints, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    @Override
    public void close() {
        try {
            out.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("Yjs did not end with its input");
            }
            Files.delete(complaints);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    /** In the order of the table in {@code peer.mjs}. */
    enum Command {
        CREATE,
        DROP,
        INSERT,
        DELETE,
        FORMAT,
        EMBED,
        BESIDE,
        TOGETHER,
        APPLY,
        DRAIN,
        STATE,
        STATE_V2,
        VECTOR,
        DELETES,
        TEXT,
        DELTA,
        JSON,
        UNDO,
        REDO,
        POSITION,
        RESOLVE,
        MERGE,
        DIFF,
        VECTOR_OF,
        V2_OF,
        V1_OF,
        WAITS,
        ELEMENTS,
        LINES
    }

    /** What a command will have answered. */
    static final class Answer {
        private final Yjs yjs;
        private byte[] bytes = {};

        private Answer(Yjs yjs) {
            this.yjs = yjs;
        }

        byte[] bytes() {
            yjs.flush();
            return bytes;
        }

        /** UTF-16. */
        String text() {
            return Wire.text(bytes());
        }

        /** UTF-8. */
        String line() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        long number() {
            return new Wire.Reader(bytes()).number();
        }

        boolean flag() {
            return number() == 1;
        }

        List<byte[]> list() {
            return new Wire.Reader(bytes()).list();
        }
    }
}
