package io.freebies.bench.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CrossingTest {
    private static String describe(Double... ahead) {
        return Crossing.describe(List.of(25, 50, 100).subList(0, ahead.length), List.of(ahead));
    }

    @Test
    void theCrossingIsNamedBetweenItsLengths() {
        assertThat(describe(-0.1, -0.02, 0.02))
                .isEqualTo("The bag of freebies is not ahead at 25 epochs, then ahead between 50 and 100 epochs, at"
                        + " about 71.");
    }

    @Test
    void whereThereIsNoneThatIsSaid() {
        assertThat(describe(-0.1, -0.02, -0.01)).contains("not ahead at 25 epochs and at no longer length ahead");
        assertThat(describe(-0.1)).isEqualTo("The bag of freebies is not ahead at 25 epochs.");
        assertThat(describe(0.1, 0.2)).contains("ahead at 25 epochs and at no longer length behind");
    }

    @Test
    void everyCrossingIsNamed() {
        assertThat(describe(-0.1, 0.1, -0.1)).contains("ahead between 25 and 50", "behind between 50 and 100");
    }
}
