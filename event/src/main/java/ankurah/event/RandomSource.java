package ankurah.event;

/** Where random bytes come from. Must be cryptographically strong outside simulations. */
public interface RandomSource {
    byte[] bytes(int count);
}
