package ankurah.cli.internal.input;

import ankurah.cli.internal.Failure;

/** Names places in a file in complaints. */
record Place(String file) {

    Failure wrong(long line, String what) {
        return Failure.failed(file + ", line " + line + ": " + what);
    }

    Failure wrong(long line, long column, String what) {
        return Failure.failed(file + ", line " + line + ", column " + column + ": " + what);
    }
}
