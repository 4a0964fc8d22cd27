package io.freebies.bench.equivalence;

import io.freebies.failure.ExitCode;

/** What a comparison of speeds found. "No difference seen" is not on the list: with enough noise all is unseen. */
public enum Verdict {
    /** The speeds are equal within the margin. */
    EQUIVALENT(ExitCode.OK),
    /** The speeds differ by more than the margin. */
    DIFFERENT(ExitCode.CHECK_FAILED),
    /** The measurement was too noisy or too short to say. */
    INCONCLUSIVE(ExitCode.INCONCLUSIVE);

    private final ExitCode exitCode;

    Verdict(ExitCode exitCode) {
        this.exitCode = exitCode;
    }

    /** How a process ends with it. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
