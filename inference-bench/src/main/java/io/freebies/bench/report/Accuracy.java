package io.freebies.bench.report;

import io.freebies.score.Evaluator;
import io.freebies.score.PairedBootstrap;
import io.freebies.score.PairedBootstrap.Comparison;
import io.freebies.score.PairedBootstrap.Difference;
import io.freebies.score.ScoreCard;

/**
 * How well two detectors did on the same pictures.
 *
 * @param first the baseline, matched
 * @param second the candidate, matched
 * @param comparison candidate minus baseline, with intervals
 */
record Accuracy(Evaluator first, Evaluator second, Comparison comparison) {
    /** Compares both; the same seed gives the same intervals. */
    static Accuracy of(Evaluator first, Evaluator second, long seed) {
        return new Accuracy(first, second, PairedBootstrap.compare(first, second, PairedBootstrap.RESAMPLES, seed));
    }

    Evaluator of(Side side) {
        return side == Side.BASELINE ? first : second;
    }

    ScoreCard baseline() {
        return first.score();
    }

    ScoreCard candidate() {
        return second.score();
    }

    /** In mAP. */
    Difference difference() {
        return comparison.map();
    }
}
