package io.freebies.bench.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final Interval UNIT = new Interval(0, 1);

    @Test
    void marginIsSymmetricInRatios() {
        Interval ratios = Interval.ofMargin(0.02).exp();
        assertThat(ratios.low()).isCloseTo(0.98, within(1e-12));
        assertThat(ratios.high()).isCloseTo(1.02, within(1e-12));
    }

    @Test
    void touchingIntervalsAreNotApart() {
        assertThat(UNIT.isApartFrom(new Interval(1, 2))).isFalse();
        assertThat(UNIT.isApartFrom(new Interval(1.1, 2))).isTrue();
        assertThat(UNIT.isApartFrom(new Interval(-2, -1))).isTrue();
    }

    @Test
    void hullContainsBoth() {
        Interval other = new Interval(3, 4);
        assertThat(UNIT.hull(other).contains(UNIT)).isTrue();
        assertThat(UNIT.hull(other).contains(other)).isTrue();
        assertThat(UNIT.contains(UNIT.hull(other))).isFalse();
    }

    @Test
    void endsOutOfOrderAreRefused() {
        assertThatThrownBy(() -> new Interval(1, 0)).hasMessageContaining("low <= high");
        assertThatThrownBy(() -> new Interval(Double.NaN, 0)).hasMessageContaining("low <= high");
    }
}
