package ankurah.simulation.internal.run;

/** One run of a process, from its start to its crash or the end. What belongs to a dead one does nothing any more. */
public final class Life {
    private final String name;
    private boolean dead;

    public Life(String name) {
        this.name = name;
    }

    public boolean isDead() {
        return dead;
    }

    void die() {
        dead = true;
    }

    @Override
    public String toString() {
        return name;
    }
}
