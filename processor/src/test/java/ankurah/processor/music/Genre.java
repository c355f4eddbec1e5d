package ankurah.processor.music;

public enum Genre {
    ROCK,
    POP,
    JAZZ
}
