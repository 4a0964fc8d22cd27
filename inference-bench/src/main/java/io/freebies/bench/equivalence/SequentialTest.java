package io.freebies.bench.equivalence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Measures until it is clear: looks at the blocks after 30, 60 and 120 of them, with a margin of 2 % or less also after
 * 240, and stops at the first look with a verdict.
 *
 * @param margin a fraction, above 0 and below 1
 * @param most blocks at most, at least {@link #FEWEST}; the last look
 * @param seed of the bootstrap
 */
public record SequentialTest(double margin, int most, long seed) {
    /** With fewer blocks there are too few runs of neighbours to resample. */
    public static final int FEWEST = 12;

    private static final int[] LOOKS = {30, 60, 120, 240};
    /** Half the margin needs four times the blocks. */
    private static final double NARROW = 0.02;

    /** How it ended: every block, and the last look, absent blocks aside. */
    public record Outcome(List<Block> blocks, Look look) {
        /** Copies the list. */
        public Outcome {
            blocks = List.copyOf(blocks);
        }
    }

    /** Checks the ranges. */
    public SequentialTest {
        if (!(margin > 0 && margin < 1) || most < FEWEST) {
            throw new IllegalArgumentException(
                    "expected a margin in (0, 1) and at least " + FEWEST + " blocks, found " + margin + ", " + most);
        }
    }

    /** The number of blocks at the last look if nothing shortens it. */
    public static int mostFor(double margin) {
        return margin <= NARROW ? LOOKS[3] : LOOKS[2];
    }

    /**
     * Takes blocks until a look has a verdict, the most have been taken, or time is up; there are never fewer than
     * {@link #FEWEST}.
     *
     * @param measure makes the block of a number, from 0
     * @param isTimeUp asked after each block
     * @param watcher told of each look
     */
    public Outcome run(IntFunction<Block> measure, BooleanSupplier isTimeUp, Consumer<Look> watcher) {
        List<Block> blocks = new ArrayList<>();
        while (true) {
            blocks.add(measure.apply(blocks.size()));
            int n = blocks.size();
            boolean last = n >= FEWEST && (n == most || isTimeUp.getAsBoolean());
            if (last || IntStream.of(LOOKS).anyMatch(l -> l == n)) {
                Look look = Look.at(blocks, Interval.ofMargin(margin), seed);
                watcher.accept(look);
                if (last || look.finding() != Finding.INCONCLUSIVE) {
                    return new Outcome(blocks, look);
                }
            }
        }
    }
}
