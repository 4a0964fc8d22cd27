package io.freebies.bench.instructions;

import io.freebies.run.Check;
import java.util.Locale;

/**
 * What both models' inferences cost in instructions.
 *
 * @param baseline of one inference
 * @param candidate of one inference
 */
public record InstructionRatio(double baseline, double candidate) {
    /** Two counts of one file differ by a thirtieth of this. */
    static final double MARGIN = 0.001;

    /** Candidate divided by baseline. */
    double ratio() {
        return candidate / baseline;
    }

    /** Whether they are the same within the counts' own noise. */
    public Check check() {
        return Check.of(
                "instructions",
                Math.abs(ratio() - 1) <= MARGIN,
                String.format(
                        Locale.ROOT,
                        "ONNX Runtime executes %.4g instructions an inference for the baseline, %.4g for the candidate, ratio"
                                + " %.4f; margin %.3f",
                        baseline,
                        candidate,
                        ratio(),
                        MARGIN));
    }
}
