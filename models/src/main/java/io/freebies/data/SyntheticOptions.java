package io.freebies.data;

import io.freebies.failure.DidYouMean;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of {@code synth:images=N,seed=S}.
 *
 * @param images for training and validation together, and as many again for testing; 5 to 100,000
 * @param seed what all is drawn from
 */
record SyntheticOptions(int images, long seed) {
    /** What {@code synth:} means. */
    static final SyntheticOptions DEFAULT = new SyntheticOptions(250, 1);

    private static final List<String> KEYS = List.of("images", "seed");
    private static final int LEAST = 5;
    private static final int MOST = 100_000;

    /**
     * Reads {@code key=value} pairs joined by commas.
     *
     * @param text may be empty
     * @throws Failure (usage) listing all unknown keys and wrong values
     */
    static SyntheticOptions parse(String text) {
        List<String> problems = new ArrayList<>();
        SyntheticOptions options = DEFAULT;
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = pair.substring(equals + 1);
            try {
                options = options.with(key, Long.parseLong(value), problems);
            } catch (NumberFormatException e) {
                problems.add("expected " + key + "=a whole number, found '" + pair + "'");
            }
        }
        if (!problems.isEmpty()) {
            throw Failure.ofAll(ExitCode.USAGE, "data argument 'synth:" + text + "'", problems);
        }
        return options;
    }

    private SyntheticOptions with(String key, long value, List<String> problems) {
        if (key.equals("seed")) {
            return new SyntheticOptions(images, value);
        }
        if (!key.equals("images")) {
            problems.add("expected the keys images and seed, found '" + key + "'" + DidYouMean.hint(key, KEYS));
        } else if (value < LEAST || value > MOST) {
            problems.add("expected images from " + LEAST + " to " + MOST + ", found " + value);
        } else {
            return new SyntheticOptions((int) value, seed);
        }
        return this;
    }
}
