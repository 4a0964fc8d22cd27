package io.freebies.bench.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrimmedMeanTest {
    @Test
    void aFifthAtEitherEndDoesNotCount() {
        assertThat(TrimmedMean.of(1000, 3, 2, 4, -1000)).isEqualTo(3);
        assertThat(TrimmedMean.of(7)).isEqualTo(7);
        assertThat(TrimmedMean.of(1, 2)).isEqualTo(1.5);
    }

    @Test
    void theArgumentIsLeftInOrder() {
        double[] values = {3, 1, 2};
        TrimmedMean.of(values);
        assertThat(values).containsExactly(3, 1, 2);
    }
}
