package ankurah.simulation.example;

import ankurah.simulation.Simulation;
import org.junit.jupiter.api.Test;

class ShopTest {
    @Test
    void nothingIsSoldTwice() {
        Simulation.of(Shop::new).clients(3).steps(200).seeds(1, 20);
    }
}
