package io.freebies.trainer;

import io.freebies.data.Dataset;
import io.freebies.failure.ExitCode;
import io.freebies.image.Pictures;
import io.freebies.run.Command;
import io.freebies.run.DataOptions;
import io.freebies.run.NumberOption;
import io.freebies.run.Recipe;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.opencv.core.Mat;

/** {@code bof data preview}. */
final class PreviewCommand implements Command {
    private static final String OUT = "preview.png";
    private static final int PICTURES = 12;
    private static final int MOST_PICTURES = 400;

    @Override
    public String name() {
        return "data preview";
    }

    @Override
    public String summary() {
        return "Draws the first pictures of an epoch on one sheet, exactly as that epoch trains on them: mixed, augmented,"
                + " resized, with boxes, classes and loss weights.";
    }

    @Override
    public String usage() {
        return "--recipe NAME|FILE --data D [--out F.png] [--epoch N] [--pictures N] [--seed S] [--set path=value ...]";
    }

    @Override
    public Options options() {
        Options options = RecipeOptions.addTo(DataOptions.addTo(new Options(), "split trainval unless named"));
        return options.addOption(null, "out", true, "file for the sheet, .png or .jpg (" + OUT + ")")
                .addOption(null, "epoch", true, "which epoch of the run, from 1 (1)")
                .addOption(null, "pictures", true, "how many, from the first of the epoch (" + PICTURES + ")")
                .addOption(null, "seed", true, "seed of the run (0)");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) {
        Recipe recipe = RecipeOptions.read(arguments);
        int epochs = recipe.schedule().epochs();
        int epoch = NumberOption.whole(arguments, "epoch", 1, 1, epochs);
        int count = NumberOption.whole(arguments, "pictures", PICTURES, 1, MOST_PICTURES);
        long seed = NumberOption.any(arguments, "seed", 0);
        Path file = Path.of(arguments.getOptionValue("out", OUT));
        Dataset dataset = DataOptions.open(arguments, "trainval");
        dataset.leftOut().forEach(line -> out.println("left out: " + line));
        Mat sheet = new Preview(recipe, dataset, seed).sheet(epoch - 1, count);
        Pictures.write(file, sheet);
        sheet.release();
        out.println("wrote " + file + ": epoch " + epoch + " of " + epochs + ", seed " + seed);
        out.println("next: bof train --recipe " + arguments.getOptionValue("recipe") + " --data "
                + DataOptions.argument(arguments));
        return ExitCode.OK;
    }
}
