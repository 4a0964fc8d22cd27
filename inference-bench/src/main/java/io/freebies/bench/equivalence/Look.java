package io.freebies.bench.equivalence;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What the blocks so far say. All numbers are log ratios of throughput to the baseline's.
 *
 * @param blocks how many
 * @param ratio the candidate's, trimmed mean
 * @param likely its 95 % interval
 * @param wide its 98 % interval
 * @param control the control's, trimmed mean
 * @param controlLikely its 95 % interval
 * @param margin what counts as equal
 */
public record Look(
        int blocks,
        double ratio,
        Interval likely,
        Interval wide,
        double control,
        Interval controlLikely,
        Interval margin) {
    private static final double MOST = 1e6;
    private static final double ROUNDING = 1e-6;

    /** Summarises {@code blocks}, at least one; the same seed gives the same intervals. */
    public static Look at(List<Block> blocks, Interval margin, long seed) {
        double[] ratios = blocks.stream().mapToDouble(Block::logRatio).toArray();
        double[] controls = blocks.stream().mapToDouble(Block::controlLogRatio).toArray();
        BlockBootstrap bootstrap = new BlockBootstrap(ratios, seed);
        Interval controlLikely = new BlockBootstrap(controls, seed).interval(0.95);
        return new Look(
                blocks.size(),
                TrimmedMean.of(ratios),
                bootstrap.interval(0.95),
                bootstrap.interval(0.98),
                TrimmedMean.of(controls),
                controlLikely,
                margin);
    }

    /**
     * Equivalent if the 95 % interval lies in the margin, different if the 98 % interval lies wholly outside (the wider
     * one, since several looks are taken). Nothing is equivalent on a machine on which the baseline differs from itself;
     * and different is only what also lies outside of the control's own interval.
     */
    public Finding finding() {
        if (isControlled() && margin.contains(likely)) {
            return Finding.EQUIVALENT;
        }
        return wide.isApartFrom(margin.hull(controlLikely)) ? Finding.DIFFERENT : Finding.INCONCLUSIVE;
    }

    /** Why, in one clause. */
    public String reason() {
        return switch (finding()) {
            case EQUIVALENT -> "the 95 % interval lies within the margin";
            case DIFFERENT -> "the 98 % interval " + text(wide) + " lies outside the margin";
            case INCONCLUSIVE ->
                isControlled()
                        ? "the interval reaches across the edge of the margin" + hint()
                        : "the control, baseline against itself, left the margin with " + text(controlLikely)
                                + ": the machine is too noisy; end other work on it, or allow more --seconds" + hint();
        };
    }

    private String hint() {
        return moreBlocks().isPresent() ? "; about " + moreBlocks().getAsLong() + " more blocks would decide" : "";
    }

    /**
     * About how many more blocks would decide, if the means stayed and the intervals shrank as one over the root of the
     * number of blocks; none if it is decided, or if it would take absurdly many.
     */
    public OptionalLong moreBlocks() {
        double width = finding() == Finding.INCONCLUSIVE ? widthThatDecides() : 0;
        double needed = blocks / (width * width);
        return needed < MOST ? OptionalLong.of((long) Math.ceil(needed - ROUNDING) - blocks) : OptionalLong.empty();
    }

    /** To what share of their width the intervals have to shrink; 0 or less if no width would do. */
    private double widthThatDecides() {
        if (ratio > margin.high()) {
            double low = ratio - wide.low();
            return Math.min((ratio - margin.high()) / low, (ratio - control) / (low + controlLikely.high() - control));
        } else if (ratio < margin.low()) {
            double high = wide.high() - ratio;
            return Math.min((margin.low() - ratio) / high, (control - ratio) / (high + control - controlLikely.low()));
        }
        return Math.max(0, Math.min(within(ratio, likely), within(control, controlLikely)));
    }

    private double within(double mean, Interval interval) {
        return Math.min(
                (margin.high() - mean) / (interval.high() - mean), (mean - margin.low()) / (mean - interval.low()));
    }

    /** The log ratios as one line of ratios. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "throughput ratio %.4f %s, control %.4f %s, %d blocks",
                Math.exp(ratio),
                text(likely),
                Math.exp(control),
                text(controlLikely),
                blocks);
    }

    private boolean isControlled() {
        return margin.contains(controlLikely);
    }

    private static String text(Interval logs) {
        Interval ratios = logs.exp();
        return String.format(Locale.ROOT, "[%.4f, %.4f]", ratios.low(), ratios.high());
    }
}
