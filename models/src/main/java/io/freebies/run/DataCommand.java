package io.freebies.run;

import io.freebies.data.SyntheticDataset;
import io.freebies.failure.DidYouMean;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof data synth}: draws a data set to try things on. */
public final class DataCommand implements Command {
    private static final String IMAGES = "250";
    private static final String SEED = "1";

    /** The command without state. */
    public DataCommand() {}

    @Override
    public String name() {
        return "data";
    }

    @Override
    public String summary() {
        return "Draws a data set of eight classes in PASCAL VOC's layout, for trying things without data of one's own.";
    }

    @Override
    public String usage() {
        return "synth --out DIR [--images N] [--test N] [--seed S]";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(null, "out", true, "folder to write, new or empty")
                .addOption(null, "images", true, "pictures for training and validation (" + IMAGES + ")")
                .addOption(null, "test", true, "pictures for testing (" + IMAGES + ")")
                .addOption(null, "seed", true, "whole number that everything is drawn from (" + SEED + ")");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) {
        List<String> words = arguments.getArgList();
        if (words.size() != 1 || !words.get(0).equals("synth")) {
            String hint = words.isEmpty() ? "" : DidYouMean.hint(words.get(0), List.of("synth"));
            throw Failure.usage("expected 'bof data " + usage() + "', found " + words + hint);
        }
        String folder = arguments.getOptionValue("out");
        if (folder == null) {
            throw Failure.usage("expected --out DIR, the folder to write; found none");
        }
        int images = (int) number(arguments, "images", IMAGES, 5, 100_000);
        int test = (int) number(arguments, "test", IMAGES, 1, 100_000);
        long seed = number(arguments, "seed", SEED, Long.MIN_VALUE, Long.MAX_VALUE);
        SyntheticDataset.write(Path.of(folder), images, test, seed);
        out.println("wrote " + images + " pictures for training and " + test + " for testing to " + folder);
        out.println(
                String.format(Locale.ROOT, "next: bof train --data voc:%1$s:trainval --test voc:%1$s:test", folder));
        return ExitCode.OK;
    }

    private static long number(CommandLine arguments, String option, String fallback, long least, long most) {
        String text = arguments.getOptionValue(option, fallback);
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, like numbers out of range.
        }
        throw Failure.usage(
                "expected --" + option + " as a whole number from " + least + " to " + most + ", found '" + text + "'");
    }
}
