package io.freebies.trainer;

import io.freebies.data.Dataset;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
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
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
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
        return "--recipe NAME|FILE --data D [--out RUN] [--seed S] [--set path=value ...] [--resume]";
    }

    @Override
    public Options options() {
        Options options = RecipeOptions.addTo(DataOptions.addTo(new Options(), "split trainval unless named"));
        options.addOption(option("out", "RUN", "run directory, default runs/RECIPE; must not hold a run yet"));
        options.addOption(option("seed", "S", "seed of every random stream, default 0"));
        options.addOption(option("device", "DEVICE", "cpu (default), gpu0, gpu1, ..."));
        options.addOption(
                option("loader-threads", "N", "threads that prepare pictures, default 2; changes only speed"));
        options.addOption(null, "resume", false, "go on from the run directory's last checkpoint");
        options.addOption(null, "list", false, "list the recipes that ship");
        return options;
    }

    private static Option option(String name, String argument, String description) {
        return Option.builder()
                .longOpt(name)
                .hasArg()
                .argName(argument)
                .desc(description)
                .build();
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
        Recipe recipe = RecipeOptions.read(arguments);
        String name = arguments.getOptionValue("recipe");
        RunDirectory run = new RunDirectory(Path.of(arguments.getOptionValue("out", "runs/" + stem(name))));
        boolean resume = arguments.hasOption("resume");
        requireFree(run, resume);
        Dataset dataset = DataOptions.open(arguments, "trainval");
        PrintStream people = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        dataset.leftOut().forEach(line -> people.println("left out: " + line));
        new Training(
                        recipe,
                        dataset,
                        NumberOption.any(arguments, "seed", 0),
                        run,
                        arguments.getOptionValue("device", "cpu"),
                        NumberOption.whole(arguments, "loader-threads", 2, 1),
                        people)
                .start(resume);
        out.println("trained " + recipe.model().name() + " on "
                + dataset.images().size() + " pictures: " + run.weights("last"));
        out.println("next: bof export " + run.root());
        return ExitCode.OK;
    }

    private static String stem(String nameOrFile) {
        String name = String.valueOf(Path.of(nameOrFile).getFileName());
        return name.replaceFirst("\\.ya?ml$", "");
    }

    private static void requireFree(RunDirectory run, boolean resume) throws IOException {
        if (!resume && Files.isDirectory(run.root())) {
            try (Stream<Path> files = Files.list(run.root())) {
                if (files.findAny().isPresent()) {
                    throw Failure.usage(
                            run.root() + " is not empty; give --resume to go on with it, or another folder with --out");
                }
            }
        }
    }
}
