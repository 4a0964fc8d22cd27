package io.freebies.bench.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.bench.equivalence.SequentialTest.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequentialTestTest {
    private static final int TRIALS = 60;
    private static final double MARGIN = 0.02;

    private static SequentialTest test(long seed) {
        return new SequentialTest(MARGIN, SequentialTest.mostFor(MARGIN), seed);
    }

    /** Times of 10 ms with first-order autocorrelated log noise, as measured on shared machines. */
    private static IntFunction<Block> noise(double sd, double candidateSpeed, double controlSpeed, long seed) {
        Random random = new Random(seed);
        double[] state = new double[2];
        double correlation = 0.3;
        return block -> {
            for (int i = 0; i < 2; i++) {
                double fresh = sd * Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
                state[i] = correlation * state[i] + fresh;
            }
            return new Block(10, 10 / candidateSpeed * Math.exp(state[0]), 10 / controlSpeed * Math.exp(state[1]));
        };
    }

    private static Outcome run(double sd, double candidateSpeed, double controlSpeed, long seed) {
        return test(seed).run(noise(sd, candidateSpeed, controlSpeed, seed), () -> false, look -> {});
    }

    private static List<Finding> verdicts(double sd, double candidateSpeed) {
        return IntStream.range(0, TRIALS)
                .mapToObj(seed -> run(sd, candidateSpeed, 1, seed).look().finding())
                .toList();
    }

    @Test
    void equalSpeedsAreEquivalentNearlyAlwaysUnderOrdinaryNoise() {
        assertThat(verdicts(0.04, 1).stream().filter(v -> v == Finding.EQUIVALENT))
                .hasSizeGreaterThanOrEqualTo(TRIALS - 2);
    }

    @Test
    void fivePercentFasterOrSlowerIsNeverEquivalent() {
        assertThat(verdicts(0.04, 1.05)).doesNotContain(Finding.EQUIVALENT).contains(Finding.DIFFERENT);
        assertThat(verdicts(0.04, 0.95)).doesNotContain(Finding.EQUIVALENT).contains(Finding.DIFFERENT);
    }

    @Test
    void wideNoiseDecidesNothing() {
        assertThat(verdicts(0.6, 1).stream().filter(v -> v == Finding.INCONCLUSIVE))
                .hasSizeGreaterThanOrEqualTo(TRIALS - 2);
    }

    @Test
    void aBaselineThatDiffersFromItselfVoidsEquivalence() {
        Outcome outcome = run(0.01, 1, 1.1, 7);
        assertThat(outcome.look().finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(outcome.look().reason()).contains("control").contains("too noisy");
    }

    @Test
    void aDifferenceNoLargerThanTheControlsOwnIsNone() {
        assertThat(run(0.01, 1.1, 1.1, 7).look().finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(run(0.01, 3.0, 1.1, 7).look().finding()).isEqualTo(Finding.DIFFERENT);
    }

    @Test
    void clearCasesEndAtTheFirstLook() {
        assertThat(run(0.001, 1, 1, 1).blocks()).hasSize(30);
        assertThat(run(0.001, 0.5, 1, 1).blocks()).hasSize(30);
    }

    @Test
    void unclearCasesUseEveryLookOfANarrowMargin() {
        List<Integer> looks = new ArrayList<>();
        test(1).run(noise(0.6, 1, 1, 1), () -> false, look -> looks.add(look.blocks()));
        assertThat(looks).containsExactly(30, 60, 120, 240);
        assertThat(SequentialTest.mostFor(0.03)).isEqualTo(120);
    }

    @Test
    void timeEndsItWithALookAtWhatThereIs() {
        Outcome outcome = test(1).run(noise(0.001, 1, 1, 1), () -> true, look -> {});
        assertThat(outcome.blocks()).hasSize(SequentialTest.FEWEST);
        assertThat(outcome.look().finding()).isEqualTo(Finding.EQUIVALENT);
    }

    @Test
    void sameSeedSameIntervals() {
        assertThat(run(0.04, 1, 1, 3)).isEqualTo(run(0.04, 1, 1, 3));
    }

    @Test
    void rangesAreChecked() {
        assertThatThrownBy(() -> new SequentialTest(0, 30, 1)).hasMessageContaining("margin");
        assertThatThrownBy(() -> new SequentialTest(0.02, 11, 1)).hasMessageContaining("12 blocks");
    }
}
