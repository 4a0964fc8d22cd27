package io.freebies.verifier;

import io.freebies.failure.Failure;
import org.apache.commons.cli.CommandLine;

/** Numbers on the command line, with their range. */
final class NumberOption {
    private NumberOption() {}

    /** A whole number from {@code least} on; the fallback where the option is not given. */
    static int whole(CommandLine arguments, String option, int fallback, int least) {
        String text = arguments.getOptionValue(option, Integer.toString(fallback));
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with the range.
        }
        throw Failure.usage("--" + option + ": expected a whole number from " + least + " on, found '" + text + "'");
    }

    /** A number from 0 to 1; the fallback where the option is not given. */
    static double share(CommandLine arguments, String option, double fallback) {
        String text = arguments.getOptionValue(option, Double.toString(fallback));
        try {
            double number = Double.parseDouble(text);
            if (number >= 0 && number <= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with the range.
        }
        throw Failure.usage("--" + option + ": expected a number from 0 to 1, found '" + text + "'");
    }
}
