package ankurah.simulation.example;

import ankurah.model.Counter;
import ankurah.model.Model;

/**
 * What a shop has.
 *
 * @param stock how many there are
 * @param sold how many were sold
 */
@Model
public record Item(
        String name, @Counter long stock, @Counter long sold) {}
