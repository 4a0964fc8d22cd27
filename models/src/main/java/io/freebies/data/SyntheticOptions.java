package io.freebies.data;

import io.freebies.failure.Failure;
import java.util.List;

/**
 * The options of {@code synth:images=N,seed=S}.
 *
 * @param images for training and validation together, and as many again for testing; 5 to 100,000
 * @param seed what all is drawn from
 */
record SyntheticOptions(int images, long seed) {
    private static final List<WholeNumbers.Key> KEYS =
            List.of(new WholeNumbers.Key("images", 250, 5, 100_000), WholeNumbers.Key.any("seed", 1));

    /** What {@code synth:} means. */
    static final SyntheticOptions DEFAULT = parse("");

    /**
     * Reads {@code key=value} pairs joined by commas.
     *
     * @param text may be empty
     * @throws Failure (usage) listing all unknown keys and wrong values
     */
    static SyntheticOptions parse(String text) {
        WholeNumbers numbers = WholeNumbers.parse("synth:", text, KEYS);
        return new SyntheticOptions((int) numbers.get("images"), numbers.get("seed"));
    }
}
