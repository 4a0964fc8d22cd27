package io.freebies.trainer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.data.Dataset;
import io.freebies.failure.ExitCode;
import io.freebies.run.Command;
import io.freebies.run.DataOptions;
import io.freebies.run.NumberOption;
import io.freebies.run.Recipe;
import io.freebies.run.RecipeReader;
import io.freebies.run.RunDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof train}. */
final class TrainCommand implements Command {
    @Override
    public String name() {
        return "train";
    }

    @Override
    public String summary() {
        return "Trains a detector by a recipe and leaves weights, metrics and provenance in a run directory.";
    }

    @Override
    public String usage() {
        return "--recipe NAME|FILE --data D [--out RUN] [--seed S] [--set path=value ...] [--resume]"
                + " [--on-divergence stop|rollback]";
    }

    @Override
    public Options options() {
        Options options = RecipeOptions.addTo(DataOptions.addTo(new Options(), "split trainval unless named"));
        RunOptions.addTo(options);
        options.addOption(
                null, "epochs", true, "another length: what counts epochs moves in proportion, but for the warm-up");
        options.addOption(
                null,
                "weights-every",
                true,
                "also leave the weights of every so many epochs; 'bof report' scores them");
        options.addOption(
                null,
                "auto-batch",
                false,
                "cut batches into as few portions as fit into memory at the largest input; sets optimiser.accumulate");
        options.addOption(
                null, "identity", false, "print as JSON what fixes the weights, and train nothing: checksums, seed");
        options.addOption(null, "list", false, "list the recipes that ship");
        return options;
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) throws IOException {
        if (arguments.hasOption("list")) {
            RecipeReader reader = RecipeOptions.reader();
            ShippedRecipes.names()
                    .forEach(name -> out.println(name + "\n    "
                            + reader.read(name, List.of()).about().what()));
            return ExitCode.OK;
        }
        if (arguments.hasOption("identity")) {
            // Nothing is written, so no folder needs to be free.
            RunDirectory nowhere = new RunDirectory(Path.of(""));
            out.println(new ObjectMapper()
                    .writeValueAsString(training(arguments, nowhere).identity().digests()));
            return ExitCode.OK;
        }
        RunDirectory run = RunOptions.directory(arguments);
        Training training = inPortions(arguments, training(arguments, run));
        if (!RunOptions.attend(
                name(), run, training.people(), stop -> training.start(RunOptions.resume(arguments), stop))) {
            return ExitCode.ENVIRONMENT;
        }
        out.println("trained " + training.recipe().model().name() + " on "
                + training.dataset().images().size() + " pictures:");
        List<String> kinds = new ArrayList<>(run.weightsKinds());
        run.epochs().forEach(epoch -> kinds.remove(RunDirectory.ofEpoch(epoch)));
        kinds.forEach(kind -> out.println("  " + run.weights(kind)));
        kinds.forEach(kind ->
                out.println("next: bof export " + run.root() + (kind.equals("last") ? "" : " --weights " + kind)));
        return ExitCode.OK;
    }

    private static Training training(CommandLine arguments, RunDirectory run) {
        Recipe recipe = recipe(arguments);
        Dataset dataset = DataOptions.open(arguments, "trainval");
        PrintStream people = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        dataset.leftOut().forEach(line -> people.println("left out: " + line));
        return new Training(recipe, dataset, RunOptions.seed(arguments), run, RunOptions.training(arguments), people);
    }

    private static Training inPortions(CommandLine arguments, Training training) {
        if (!arguments.hasOption("auto-batch")) {
            return training;
        }
        Path before = training.run().recipe();
        if (RunOptions.resume(arguments) && Files.exists(before)) {
            Recipe recipe = RecipeOptions.reader().read(before.toString(), List.of());
            return training.inPortions(recipe.optimiser().accumulate().orElse(1));
        }
        return training.inPortionsThatFit();
    }

    private static Recipe recipe(CommandLine arguments) {
        Recipe recipe = RecipeOptions.read(arguments);
        int own = recipe.schedule().epochs();
        int epochs = NumberOption.whole(arguments, "epochs", own, 1);
        return epochs == own ? recipe : StretchedRecipe.of(recipe, epochs);
    }
}
