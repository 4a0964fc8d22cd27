package io.freebies.bench.ablate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From which length on the bag of freebies is ahead, by the means. */
final class Crossing {
    private Crossing() {}

    /**
     * The lengths in words.
     *
     * @param lengths epochs, rising
     * @param ahead the bag's mean minus the baseline's at each
     */
    static String describe(List<Integer> lengths, List<Double> ahead) {
        List<String> crossings = new ArrayList<>();
        for (int i = 1; i < lengths.size(); i++) {
            if (ahead.get(i - 1) <= 0 != ahead.get(i) <= 0) {
                double share = ahead.get(i - 1) / (ahead.get(i - 1) - ahead.get(i));
                // Lengths double, so the crossing is looked for between their logarithms.
                double at = lengths.get(i - 1) * Math.pow((double) lengths.get(i) / lengths.get(i - 1), share);
                crossings.add(String.format(
                        Locale.ROOT,
                        "%s between %d and %d epochs, at about %.0f",
                        ahead.get(i) > 0 ? "ahead" : "behind",
                        lengths.get(i - 1),
                        lengths.get(i),
                        at));
            }
        }
        boolean first = ahead.get(0) > 0;
        String start =
                "The bag of freebies is " + (first ? "ahead" : "not ahead") + " at " + lengths.get(0) + " epochs";
        if (lengths.size() == 1) {
            return start + ".";
        }
        return crossings.isEmpty()
                ? start + " and at no longer length " + (first ? "behind" : "ahead") + "."
                : start + ", then " + String.join(", then ", crossings) + ".";
    }
}
