package io.freebies.command;

import io.freebies.data.SyntheticDataset;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Command;
import io.freebies.run.NumberOption;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof data synth}: draws a data set to try things on. */
final class SynthCommand implements Command {
    private static final int IMAGES = 250;
    private static final int MOST_IMAGES = 100_000;
    private static final long SEED = 1;

    @Override
    public String name() {
        return "data synth";
    }

    @Override
    public String summary() {
        return "Draws a data set of eight classes in PASCAL VOC's layout, for trying things without data of one's own.";
    }

    @Override
    public String usage() {
        return "--out DIR [--images N] [--test N] [--seed S]";
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
        String folder = arguments.getOptionValue("out");
        if (folder == null || !arguments.getArgList().isEmpty()) {
            throw Failure.usage("expected 'bof data synth " + usage() + "', found "
                    + (folder == null ? "no --out" : arguments.getArgList()));
        }
        int images = NumberOption.whole(arguments, "images", IMAGES, 5, MOST_IMAGES);
        int test = NumberOption.whole(arguments, "test", IMAGES, 1, MOST_IMAGES);
        SyntheticDataset.write(Path.of(folder), images, test, NumberOption.any(arguments, "seed", SEED));
        out.println("wrote " + images + " pictures for training and " + test + " for testing to " + folder);
        out.println("next: bof train --recipe yolov3-nano-bof --data voc:" + folder + ":trainval");
        return ExitCode.OK;
    }
}
