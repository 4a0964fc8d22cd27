package io.freebies.trainer;

import io.freebies.box.AnchorSize;
import io.freebies.data.Dataset;
import io.freebies.data.SeedTree;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Command;
import io.freebies.run.DataOptions;
import io.freebies.run.NumberOption;
import io.freebies.run.Recipe;
import io.freebies.zoo.DetectorSpec;
import io.freebies.zoo.ModelZoo;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof data anchors}. */
final class AnchorsCommand implements Command {
    private static final double LEAST_IOU = 0.5;
    private static final int SCALES = 3;
    private static final int STARTS = 10;
    private static final int LEAST_SIZE = 32;
    private static final int MOST_SIZE = 4096;

    /**
     * What anchors are compared with.
     *
     * @param name of the recipe or model
     * @param size side of the input in pixels
     */
    private record Current(String name, int size, List<AnchorSize> anchors) {}

    @Override
    public String name() {
        return "data anchors";
    }

    @Override
    public String summary() {
        return "Fits anchors to the box sizes of a data set, with pictures stretched to the input and before augmentation,"
                + " and compares them with those of a recipe or model. Prints them as a recipe has them.";
    }

    @Override
    public String usage() {
        return "--data D (--recipe NAME|FILE | --model NAME) [--size N] [--seed S] [--starts N]";
    }

    @Override
    public Options options() {
        Options options = RecipeOptions.addTo(DataOptions.addTo(new Options(), "split trainval unless named"));
        return options.addOption(null, "model", true, "one of " + ModelZoo.names())
                .addOption(null, "size", true, "side of the input in pixels; the recipe's or model's unless given")
                .addOption(null, "seed", true, "seed of the fit (0)")
                .addOption(null, "starts", true, "how many starts, of which the best counts (" + STARTS + ")");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) {
        if (arguments.hasOption("recipe") == arguments.hasOption("model")) {
            throw Failure.usage("expected either --recipe or --model, found "
                    + (arguments.hasOption("model") ? "both" : "neither"));
        }
        int starts = NumberOption.whole(arguments, "starts", STARTS, 1);
        SeedTree seeds = new SeedTree(NumberOption.any(arguments, "seed", 0));
        Dataset dataset = DataOptions.open(arguments, "trainval");
        dataset.leftOut().forEach(line -> out.println("left out: " + line));
        Current current = current(arguments, dataset.classes());
        int size = NumberOption.whole(arguments, "size", current.size, LEAST_SIZE, MOST_SIZE);
        BoxSizes boxes = BoxSizes.of(dataset, size);
        List<AnchorSize> fitted = deepestFirst(boxes.fit(current.anchors.size(), seeds, starts).stream()
                .map(AnchorsCommand::rounded)
                .toList());
        out.println(boxes.count() + " boxes in " + dataset.images().size() + " pictures of " + dataset.source()
                + ", input " + size);
        print("anchors of " + current.name, boxes, current.anchors, out);
        print("fitted anchors", boxes, fitted, out);
        out.println("model:\n  anchors:");
        fitted.forEach(a -> out.println("    - {width: " + a.width() + ", height: " + a.height() + "}"));
        out.println("next: put these lines into a recipe, and bof train --recipe FILE --data "
                + DataOptions.argument(arguments));
        return ExitCode.OK;
    }

    private static Current current(CommandLine arguments, List<String> classes) {
        if (arguments.hasOption("model")) {
            DetectorSpec spec = ModelZoo.defaultSpec(arguments.getOptionValue("model"), classes);
            return new Current(spec.model(), spec.inputSize(), spec.anchors());
        }
        Recipe.Model model = RecipeOptions.read(arguments).model();
        List<AnchorSize> own = ModelZoo.defaultSpec(model.name(), classes).anchors();
        return new Current(
                arguments.getOptionValue("recipe"),
                model.inputSize(),
                model.anchors().orElse(own));
    }

    private static AnchorSize rounded(AnchorSize anchor) {
        return new AnchorSize(Math.round(10 * anchor.width()) / 10.0, Math.round(10 * anchor.height()) / 10.0);
    }

    /** The recipe's order: the scale with the largest cells first, within a scale by rising area. */
    private static List<AnchorSize> deepestFirst(List<AnchorSize> rising) {
        int perScale = rising.size() / SCALES;
        List<AnchorSize> ordered = new ArrayList<>();
        for (int scale = SCALES - 1; scale >= 0; scale--) {
            ordered.addAll(rising.subList(scale * perScale, (scale + 1) * perScale));
        }
        return ordered;
    }

    private static void print(String what, BoxSizes boxes, List<AnchorSize> anchors, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%s: mean best IoU %.4f, recall at IoU %.1f: %.4f%n",
                what,
                boxes.meanBestIou(anchors),
                LEAST_IOU,
                boxes.recall(anchors, LEAST_IOU));
    }
}
