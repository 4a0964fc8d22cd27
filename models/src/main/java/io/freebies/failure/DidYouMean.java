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
     *     deletion, substitution, swap of neighbours) in three letters, case ignored; of equally near words the first
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

    /** Optimal string alignment: the table holds the edits between all prefixes. */
    private static int edits(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : least(a, b, i, j, table);
            }
        }
        return table[a.length()][b.length()];
    }

    private static int least(String a, String b, int i, int j, int[][] table) {
        boolean equal = a.charAt(i - 1) == b.charAt(j - 1);
        int edits = Math.min(table[i - 1][j - 1] + (equal ? 0 : 1), 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(edits, table[i - 2][j - 2] + 1) : edits;
    }
}
