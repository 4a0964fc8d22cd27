package io.freebies.trainer;

import io.freebies.data.ClassifiedData;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.graph.Safetensors;
import io.freebies.run.Command;
import io.freebies.run.NumberOption;
import io.freebies.run.RecipeReader;
import io.freebies.run.RunDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof pretrain}. */
final class PretrainCommand implements Command {
    /** The recipes that ship, in the order to show them. */
    static final List<String> RECIPES = List.of(
            "nano-pretrain",
            "nano-pretrain-mixup",
            "darknet53-pretrain",
            "darknet53-pretrain-mixup",
            "mobilenet-pretrain");

    @Override
    public String name() {
        return "pretrain";
    }

    @Override
    public String summary() {
        return "Trains a detector's backbone as a classifier and leaves its weights, for model.init of a detector's"
                + " recipe.";
    }

    @Override
    public String usage() {
        return "--recipe NAME|FILE --data D [--held-out SHARE] [--out RUN] [--seed S] [--set path=value ...] [--resume]"
                + " [--on-divergence stop|rollback]";
    }

    @Override
    public Options options() {
        Options options = RecipeOptions.addTo(new Options(), name())
                .addOption(null, "data", true, ClassifiedData.FORMS)
                .addOption(
                        null,
                        "held-out",
                        true,
                        "share of the pictures to test on, 0 to 1, default 0.1; not for folders with train and val");
        return RunOptions.addTo(options).addOption(null, "list", false, "list the recipes that ship");
    }

    /** Reads recipes that ship and that stand in files. */
    static RecipeReader reader() {
        return new RecipeReader(PretrainCommand.class, "backbones");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) throws IOException {
        if (arguments.hasOption("list")) {
            RECIPES.forEach(name -> out.println(name + "\n    "
                    + reader().read(PretrainRecipe.class, name, List.of())
                            .about()
                            .what()));
            return ExitCode.OK;
        }
        PretrainRecipe recipe = reader().read(
                        PretrainRecipe.class,
                        RecipeOptions.name(arguments, "nano-pretrain"),
                        RecipeOptions.overrides(arguments));
        RunDirectory run = RunOptions.directory(arguments);
        PrintStream people = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Pretraining training = new Pretraining(
                recipe, data(arguments), RunOptions.seed(arguments), run, RunOptions.training(arguments), people);
        if (!RunOptions.attend(name(), run, people, stop -> training.start(RunOptions.resume(arguments), stop))) {
            return ExitCode.ENVIRONMENT;
        }
        var file = run.weights(Pretraining.KIND);
        String accuracy = String.valueOf(Safetensors.read(file).metadata().get("provenance.held_out_accuracy"));
        out.println("accuracy on " + training.data().heldOut().size() + " held-out pictures of "
                + training.data().classes().size() + " classes: " + accuracy);
        out.println("  " + file);
        out.println("next: bof train --recipe yolov3-nano-bof --set model.init=" + file + " --data voc:DIR");
        return ExitCode.OK;
    }

    private static ClassifiedData data(CommandLine arguments) {
        String argument = arguments.getOptionValue("data");
        if (argument == null) {
            throw Failure.usage("expected --data, " + ClassifiedData.FORMS + "; found none");
        }
        OptionalDouble heldOut = arguments.hasOption("held-out")
                ? OptionalDouble.of(NumberOption.share(arguments, "held-out", 0))
                : OptionalDouble.empty();
        return ClassifiedData.open(argument, heldOut);
    }
}
