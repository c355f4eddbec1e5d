package ankurah.text.internal;

/** Writes an update struct by struct, without knowing beforehand how many there will be. */
final class StructWriter {
    private final Output sections = new Output();
    private final Output section = new Output();
    private int sectionCount;
    private int structCount;
    private int high;
    private int low;

    /** Where the next struct is to be written, after this call. */
    Output begin(int clientHigh, int clientLow, int clock) {
        if (structCount > 0 && (high != clientHigh || low != clientLow)) {
            flush();
        }
        if (structCount == 0) {
            high = clientHigh;
            low = clientLow;
            section.client(high, low);
            section.uint(clock);
        }
        structCount++;
        return section;
    }

    void write(StructPiece piece, int offset) {
        piece.write(begin(piece.high, piece.low, piece.clock + offset), offset);
    }

    private void flush() {
        if (structCount > 0) {
            sections.uint(structCount);
            sections.append(section);
            section.clear();
            sectionCount++;
            structCount = 0;
        }
    }

    byte[] finish(Deletions deletions) {
        flush();
        Output out = new Output(sections.size() + 16);
        out.uint(sectionCount);
        out.append(sections);
        deletions.write(out);
        return out.toBytes();
    }
}
