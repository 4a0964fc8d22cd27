package io.freebies.bench.equivalence;

/** What a comparison of speeds found. "No difference seen" is not on the list: with enough noise all is unseen. */
public enum Finding {
    /** The speeds are equal within the margin. */
    EQUIVALENT,
    /** The speeds differ by more than the margin. */
    DIFFERENT,
    /** The measurement was too noisy or too short to say. */
    INCONCLUSIVE
}
