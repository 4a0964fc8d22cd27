package io.freebies.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SeedSummaryTest {
    @Test
    void theIntervalOfFourSeedsIsStudentsWithThreeDegreesOfFreedom() {
        SeedSummary summary = SeedSummary.of(1, 2, 3, 4);
        assertThat(summary.runs()).isEqualTo(4);
        assertThat(summary.mean()).isEqualTo(2.5);
        assertThat(summary.deviation()).isEqualTo(Math.sqrt(5 / 3.0), within(1e-12));
        // The 97.5 % quantile in any table of Student's t.
        double half = 3.182446305 * Math.sqrt(5 / 3.0) / 2;
        assertThat(summary.low()).isEqualTo(2.5 - half, within(1e-7));
        assertThat(summary.high()).isEqualTo(2.5 + half, within(1e-7));
    }

    @Test
    void equalScoresLeaveNoDoubt() {
        assertThat(SeedSummary.of(.4, .4)).isEqualTo(new SeedSummary(2, .4, 0, .4, .4));
    }

    @Test
    void aSingleRunSaysNothingOfTheSpread() {
        assertThatThrownBy(() -> SeedSummary.of(.4)).hasMessageContaining("at least 2 seeds, found [0.4]");
    }
}
