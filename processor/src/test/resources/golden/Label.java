package golden;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record Label(String name, @Nullable LocalDate founded, List<String> cities) {}
