package io.freebies.run;

import java.util.Locale;

/**
 * The outcome of one check.
 *
 * @param name what was checked, such as {@code identity}
 * @param status how it ended
 * @param detail one line: what was found, or why it could not run
 */
public record Check(String name, Status status, String detail) {
    /** How a check ends. */
    public enum Status {
        /** It ran and holds. */
        PASSED,
        /** It ran and does not hold. */
        FAILED,
        /** It ran and could not decide. */
        INCONCLUSIVE,
        /** It could not run; never counted as passed. */
        SKIPPED;

        /** The name in files: lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A check that ran and decided. */
    public static Check of(String name, boolean holds, String detail) {
        return new Check(name, holds ? Status.PASSED : Status.FAILED, detail);
    }

    /** A check that could not run, with the reason. */
    public static Check skipped(String name, String reason) {
        return new Check(name, Status.SKIPPED, reason);
    }

    /** Such as {@code passed  identity: same structure}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%-12s %s: %s", status.word(), name, detail);
    }
}
