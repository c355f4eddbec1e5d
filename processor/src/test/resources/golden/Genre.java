package golden;

public enum Genre {
    ROCK,
    POP,
    JAZZ
}
