package io.freebies.bench.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookTest {
    private static final Interval MARGIN = Interval.ofMargin(0.02);

    private static Look look(double ratio, double halfWidth, double control, double controlHalfWidth) {
        return new Look(
                100,
                ratio,
                new Interval(ratio - halfWidth, ratio + halfWidth),
                new Interval(ratio - 1.2 * halfWidth, ratio + 1.2 * halfWidth),
                control,
                new Interval(control - controlHalfWidth, control + controlHalfWidth),
                MARGIN);
    }

    @Test
    void anIntervalTwiceAsWideAsTheMarginNeedsFourTimesTheBlocks() {
        Look look = look(0, 2 * MARGIN.high(), 0, 0.001);
        assertThat(look.finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(look.moreBlocks()).hasValue(300);
        assertThat(look.reason()).endsWith("about 300 more blocks would decide");
    }

    @Test
    void theControlHasToBeNarrowEnoughToo() {
        assertThat(look(0, 0.01, 0, 2 * MARGIN.high()).moreBlocks()).hasValue(300);
    }

    @Test
    void aRatioBeyondTheMarginIsDecidedWhenItsWideIntervalLeavesIt() {
        double beyond = MARGIN.high() + 0.006;
        assertThat(look(beyond, 0.01, 0, 0.001).moreBlocks()).hasValue(300);
        double below = MARGIN.low() - 0.006;
        assertThat(look(below, 0.01, 0, 0.001).moreBlocks()).hasValue(300);
    }

    @Test
    void noNumberOfBlocksDecidesWhereTheControlItselfIsOff() {
        Look look = look(0, 0.01, 0.03, 0.001);
        assertThat(look.moreBlocks()).isEmpty();
        assertThat(look.reason()).contains("the machine is too noisy").doesNotContain("more blocks");
    }

    @Test
    void whatIsDecidedNeedsNoMoreBlocks() {
        assertThat(look(0, 0.01, 0, 0.001).moreBlocks()).isEmpty();
        assertThat(look(0.5, 0.01, 0, 0.001).moreBlocks()).isEmpty();
    }
}
