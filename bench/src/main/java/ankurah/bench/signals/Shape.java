package ankurah.bench.signals;

/** Something to change, again and again. */
interface Shape {
    /** How many edges one step goes over. */
    int edges();

    void step(int n);

    /** Whether the effects have seen what they must have after step {@code n}. */
    boolean isRight(int n);
}
