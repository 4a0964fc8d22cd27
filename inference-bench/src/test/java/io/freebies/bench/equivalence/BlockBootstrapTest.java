package io.freebies.bench.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockBootstrapTest {
    private static double[] noise(int n, long seed) {
        return new Random(seed).doubles(n, -1, 1).toArray();
    }

    @Test
    void constantSeriesHasAPointInterval() {
        double[] series = new double[30];
        Arrays.fill(series, 0.5);
        assertThat(new BlockBootstrap(series, 1).interval(0.95)).isEqualTo(new Interval(0.5, 0.5));
    }

    @Test
    void moreConfidenceIsWider() {
        BlockBootstrap bootstrap = new BlockBootstrap(noise(30, 1), 1);
        assertThat(bootstrap.interval(0.98).contains(bootstrap.interval(0.95))).isTrue();
    }

    @Test
    void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
        long hits = IntStream.range(0, 200)
                .mapToObj(seed -> new BlockBootstrap(noise(60, seed), seed).interval(0.95))
                .filter(i -> i.low() <= 0 && 0 <= i.high())
                .count();
        assertThat(hits).isBetween(175L, 200L);
    }

    @Test
    void neighboursThatMoveTogetherWidenTheInterval() {
        double[] alone = noise(60, 5);
        double[] together =
                IntStream.range(0, 60).mapToDouble(i -> alone[i / 3 * 3]).toArray();
        Interval narrow = new BlockBootstrap(alone, 1).interval(0.95);
        Interval wide = new BlockBootstrap(together, 1).interval(0.95);
        assertThat(wide.high() - wide.low()).isGreaterThan(1.2 * (narrow.high() - narrow.low()));
    }
}
