package ankurah.query.internal;

/** Upper case of ASCII alone, for keywords. */
final class AsciiCase {
    private AsciiCase() {}

    static String upper(String word) {
        StringBuilder upper = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            upper.append(c >= 'a' && c <= 'z' ? (char) (c - 32) : c);
        }
        return upper.toString();
    }
}
