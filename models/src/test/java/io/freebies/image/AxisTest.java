package io.freebies.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void endsMapToTheirPixels() {
        Axis axis = new Axis(2, 4, 100, 0);
        assertThat(axis.pixel(2)).isEqualTo(100);
        assertThat(axis.pixel(4)).isZero();
    }

    @Test
    void ticksAreRoundAndInside() {
        assertThat(new Axis(0.981, 1.021, 0, 1).ticks().stream().map(BigDecimal::toPlainString))
                .containsExactly("0.99", "1.00", "1.01", "1.02");
        assertThat(new Axis(-3, 7, 0, 1).ticks().stream().map(BigDecimal::toPlainString))
                .containsExactly("-2", "0", "2", "4", "6");
        assertThat(new Axis(0, 1250, 0, 1).ticks().stream().map(BigDecimal::toPlainString))
                .containsExactly("0", "500", "1000");
    }

    @Test
    void equalValuesStillHaveAnAxis() {
        assertThat(Axis.over(0, 0, 0, 10).pixel(0)).isZero();
    }
}
