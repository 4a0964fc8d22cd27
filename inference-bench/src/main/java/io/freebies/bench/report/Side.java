package io.freebies.bench.report;

import java.util.Locale;

/** One of the two models of a report. */
public enum Side {
    /** What the other is compared with. */
    BASELINE,
    /** What is to take its place. */
    CANDIDATE;

    /** In file names and style sheets. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
