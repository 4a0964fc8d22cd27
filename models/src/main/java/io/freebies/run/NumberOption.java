package io.freebies.run;

import io.freebies.failure.Failure;
import org.apache.commons.cli.CommandLine;

/** Numbers on the command line, with their range. */
public final class NumberOption {
    private NumberOption() {}

    /** A whole number from {@code least} on; the fallback where the option is not given. */
    public static int whole(CommandLine arguments, String option, int fallback, int least) {
        return whole(arguments, option, fallback, least, Integer.MAX_VALUE);
    }

    /** A whole number from {@code least} to {@code most}; the fallback where the option is not given. */
    public static int whole(CommandLine arguments, String option, int fallback, int least, int most) {
        String text = arguments.getOptionValue(option, Integer.toString(fallback));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with the range.
        }
        String range = "from " + least + (most == Integer.MAX_VALUE ? " on" : " to " + most);
        throw Failure.usage("--" + option + ": expected a whole number " + range + ", found '" + text + "'");
    }

    /** A whole number of any size, such as a seed; the fallback where the option is not given. */
    public static long any(CommandLine arguments, String option, long fallback) {
        String text = arguments.getOptionValue(option, Long.toString(fallback));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Failure.usage("--" + option + ": expected a whole number, found '" + text + "'");
        }
    }

    /** A number from 0 to 1; the fallback where the option is not given. */
    public static double share(CommandLine arguments, String option, double fallback) {
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

    /** A number above 0, up to {@code most}; the fallback where the option is not given. */
    public static double positive(CommandLine arguments, String option, double fallback, double most) {
        String text = arguments.getOptionValue(option, Double.toString(fallback));
        try {
            double number = Double.parseDouble(text);
            if (number > 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with the range.
        }
        throw Failure.usage("--" + option + ": expected a number above 0, up to " + most + ", found '" + text + "'");
    }
}
