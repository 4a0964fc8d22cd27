package io.freebies.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** The nearest known word, for errors about words that are not known. */
public final class DidYouMean {
    private static final double NEAR = 0.75;
    private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

    private DidYouMean() {}

    /**
     * The end of an error message about the unknown word {@code found}.
     *
     * @return {@code "; did you mean 'x'?"}, or nothing where no known word is near; case does not count
     */
    public static String hint(String found, Collection<String> known) {
        return known.stream()
                .max(Comparator.comparingDouble(word -> similarity(found, word)))
                .filter(word -> similarity(found, word) >= NEAR)
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    private static double similarity(String a, String b) {
        return SIMILARITY.apply(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
    }
}
