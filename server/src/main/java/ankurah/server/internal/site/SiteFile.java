package ankurah.server.internal.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/**
 * A file of a page, as it is sent.
 *
 * @param zipped the same compressed; empty if that is not worth it
 * @param tag another one whenever the file is another
 */
record SiteFile(String type, byte[] plain, byte[] zipped, String tag) {
    private static final String OTHER = "application/octet-stream";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    static SiteFile of(String name, byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(content);
        String tag = '"' + HexFormat.of().toHexDigits(sum.getValue()) + '-' + content.length + '"';
        byte[] zipped = zip(content);
        boolean isSmaller = zipped.length < content.length * 9L / 10;
        return new SiteFile(
                TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), OTHER),
                content,
                isSmaller ? zipped : new byte[0],
                tag);
    }

    private static byte[] zip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
