package io.freebies.data.inspect;

import java.util.List;
import java.util.Locale;

/**
 * One thing that is wrong with a data set, or may be.
 *
 * @param severity whether scores or training cannot be trusted
 * @param check what was looked for, in one word
 * @param text what was found, with its split
 * @param places where, one line each; may be empty
 */
public record Finding(Severity severity, String check, String text, List<String> places) {
    /** How bad it is. */
    public enum Severity {
        /** Must be mended. */
        ERROR,
        /** Should be known. */
        WARNING;

        /** Lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the list. */
    public Finding {
        places = List.copyOf(places);
    }

    static Finding error(String check, String text, List<String> places) {
        return new Finding(Severity.ERROR, check, text, places);
    }

    static Finding warning(String check, String text, List<String> places) {
        return new Finding(Severity.WARNING, check, text, places);
    }
}
