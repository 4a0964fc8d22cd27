package io.freebies.failure;

import java.util.Collection;
import java.util.Locale;

/** The nearest known word, for errors about words that are not known. */
public final class DidYouMean {
    private DidYouMean() {}

    /**
     * The end of an error message about the unknown word {@code found}.
     *
     * @return {@code "; did you mean 'x'?"}, or nothing where no known word is near: at most one edit (insertion,
     *     deletion, substitution) in three letters, case ignored; of equally near words the first
     */
    public static String hint(String found, Collection<String> known) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String word : known) {
            int edits = edits(found.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (edits < least) {
                least = edits;
                best = word;
            }
        }
        int allowed = Math.max(1, Math.max(found.length(), best.length()) / 3);
        return best.isEmpty() || least > allowed ? "" : "; did you mean '" + best + "'?";
    }

    /** Levenshtein distance by rows. */
    private static int edits(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substituted, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
