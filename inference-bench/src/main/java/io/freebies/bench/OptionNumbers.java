package io.freebies.bench;

import io.freebies.failure.Failure;
import org.apache.commons.cli.CommandLine;

/** Numbers given as options, checked for their range. Failures are of usage. */
public final class OptionNumbers {
    private final CommandLine arguments;

    /** Reads from a parsed command line. */
    public OptionNumbers(CommandLine arguments) {
        this.arguments = arguments;
    }

    /** A whole number from {@code least} to {@code most}; {@code other} where the option is absent. */
    public long whole(String option, long other, long least, long most) {
        String text = arguments.getOptionValue(option, String.valueOf(other));
        String expected = "a whole number from " + least + " to " + most;
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw unexpected(option, expected, text);
        }
        throw unexpected(option, expected, text);
    }

    /** A number above 0, up to {@code most}; {@code other} where the option is absent. */
    public double positive(String option, double other, double most) {
        String text = arguments.getOptionValue(option, String.valueOf(other));
        String expected = "a number above 0, up to " + most;
        try {
            double number = Double.parseDouble(text);
            if (number > 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw unexpected(option, expected, text);
        }
        throw unexpected(option, expected, text);
    }

    private static Failure unexpected(String option, String expected, String found) {
        return Failure.usage("--" + option + ": expected " + expected + ", found '" + found + "'");
    }
}
