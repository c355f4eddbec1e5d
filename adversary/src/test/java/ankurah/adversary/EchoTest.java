package ankurah.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.Main;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.WireError;
import ankurah.event.AnkurahException.Category;
import ankurah.event.Operation;
import ankurah.event.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, values and messages that others chose, where people and programs read them. */
class EchoTest {
    private static final String CLEAR = "\u001b[2J\u001b]0;owned\u0007";
    private static final String NEW_SEQUENCE = "\u009b2J";

    @TempDir
    Path folder;

    private record Said(int exit, String text) {}

    private Said run(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(said.toFile())
                .start();
        int exit = process.waitFor();
        return new Said(exit, Files.readString(said, StandardCharsets.UTF_8));
    }

    private static void assertTame(String text) {
        assertThat(text.chars()
                        .filter(c -> Character.isISOControl(c) && c != '\n' && c != '\t')
                        .toArray())
                .as("characters that do something to a terminal, in: " + text)
                .isEmpty();
    }

    @Test
    void rowsOnATerminal() throws Exception {
        try (Castle castle = new Castle()) {
            try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
                Forger forger = new Forger(castle.node.system())
                        .in("guest" + NEW_SEQUENCE)
                        .writing(
                                Operation.write("name" + NEW_SEQUENCE, Value.of("x")),
                                Operation.write("text", Value.of(CLEAR + NEW_SEQUENCE + "\n\r")));
                intruder.say(new Message.Submit(forger.commit()));
                intruder.await(Message.Committed.class);
            }
            Said rows = run(
                    "query",
                    "",
                    "--collection",
                    "guest" + NEW_SEQUENCE,
                    "--server",
                    castle.server().uri().toString());
            assertThat(rows.text()).contains("text");
            assertThat(rows.exit()).as(rows.text()).isZero();
            assertTame(rows.text());
            Said schema = run("schema", "--server", castle.server().uri().toString());
            assertThat(schema.text()).contains("guest");
            assertTame(schema.text());
            castle.assertServes();
        }
    }

    @Test
    void whatAServerSaysIsWrong() throws Exception {
        try (HostileServer hostile = new HostileServer((request, in, out) -> {
            out.write(HostileServer.upgrade(request));
            out.flush();
            in.read();
            out.write(HostileServer.frame(
                    new Message.Failure(new WireError(Category.REFUSED, "x" + CLEAR, CLEAR + "\r" + NEW_SEQUENCE))));
            out.flush();
            in.transferTo(OutputStream.nullOutputStream());
        })) {
            Said said = run(
                    "query",
                    "",
                    "--collection",
                    "thing",
                    "--server",
                    hostile.uri().toString());
            assertThat(said.exit()).isNotZero();
            assertTame(said.text());
        }
    }

    @Test
    void pagesOfTheServer() throws Exception {
        try (Castle castle = new Castle()) {
            for (String path : new String[] {"/", "/health", "/%3Cscript%3Ealert(1)%3C/script%3E"}) {
                try (Intruder intruder = Intruder.knocking(castle.server())) {
                    intruder.bytes(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    String head = intruder.head().toLowerCase(java.util.Locale.ROOT);
                    assertThat(head)
                            .doesNotContain("text/html")
                            .contains("x-content-type-options: nosniff")
                            .doesNotContain("server:", "access-control-allow-origin");
                }
            }
            castle.assertServes();
        }
    }

    @Test
    void theLogOfTheServer() throws Exception {
        List<String> lines = new ArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord said) {
                lines.add(String.valueOf(said.getMessage()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger("ankurah");
        log.addHandler(listener);
        try (Castle castle = new Castle()) {
            try (Intruder intruder = Intruder.connected(castle.server())) {
                intruder.say(Intruder.hello("token\nSEVERE: all is lost" + CLEAR));
                intruder.await(Message.Welcome.class);
                intruder.subscribe(1, "no\nSEVERE: such " + CLEAR, "n >\n");
                intruder.await(Message.SubscriptionFailed.class);
                intruder.say(
                        new Message.Failure(new WireError(Category.FAULT, "a\nSEVERE: b", "c\r\nSEVERE: d" + CLEAR)));
                intruder.farewell();
            }
            castle.assertServes();
        } finally {
            log.removeHandler(listener);
        }
        assertThat(lines).noneMatch(line -> line.contains("all is lost") || line.contains("SEVERE: d"));
    }
}
