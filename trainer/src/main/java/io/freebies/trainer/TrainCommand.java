package io.freebies.trainer;

import io.freebies.data.BadData;
import io.freebies.data.Dataset;
import io.freebies.data.Datasets;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Command;
import io.freebies.run.Recipe;
import io.freebies.run.RecipeReader;
import io.freebies.run.RunDirectory;
import io.freebies.trainer.freebie.Freebies;
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
        Options options = new Options();
        options.addOption(option("recipe", "NAME|FILE", "a recipe that ships (see --list) or a YAML file"));
        options.addOption(option("data", "D", "voc:DIR[:split] or synth:[images=N,seed=S][:split]; split trainval"));
        options.addOption(option("out", "RUN", "run directory, default runs/RECIPE; must not hold a run yet"));
        options.addOption(option("seed", "S", "seed of every random stream, default 0"));
        options.addOption(option("set", "path=value", "overrides a key of the recipe; may be repeated"));
        options.addOption(option("device", "DEVICE", "cpu (default), gpu0, gpu1, ..."));
        options.addOption(
                option("loader-threads", "N", "threads that prepare pictures, default 2; changes only speed"));
        options.addOption(null, "resume", false, "go on from the run directory's last checkpoint");
        options.addOption(null, "skip-bad", false, "leave out broken pictures and annotations, and list them");
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
        RecipeReader reader = new RecipeReader(TrainCommand.class, Freebies.BY_KEY);
        if (arguments.hasOption("list")) {
            ShippedRecipes.names()
                    .forEach(name -> out.println(name + "\n    "
                            + reader.read(name, List.of()).about().what()));
            return ExitCode.OK;
        }
        String name = required(arguments, "recipe");
        String[] set = arguments.getOptionValues("set");
        Recipe recipe = reader.read(name, set == null ? List.of() : List.of(set));
        RunDirectory run = new RunDirectory(Path.of(arguments.getOptionValue("out", "runs/" + stem(name))));
        boolean resume = arguments.hasOption("resume");
        requireFree(run, resume);
        BadData policy = arguments.hasOption("skip-bad") ? BadData.SKIP : BadData.REFUSE;
        Dataset dataset = Datasets.open(required(arguments, "data"), "trainval", policy);
        PrintStream people = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        dataset.leftOut().forEach(line -> people.println("left out: " + line));
        new Training(
                        recipe,
                        dataset,
                        number(arguments, "seed", "0"),
                        run,
                        arguments.getOptionValue("device", "cpu"),
                        (int) number(arguments, "loader-threads", "2"),
                        people)
                .start(resume);
        out.println("trained " + recipe.model().name() + " on "
                + dataset.images().size() + " pictures: " + run.weights("last"));
        out.println("next: bof export " + run.root());
        return ExitCode.OK;
    }

    private static String required(CommandLine arguments, String option) {
        String value = arguments.getOptionValue(option);
        if (value == null) {
            throw Failure.usage("--" + option + " is missing; see 'bof train --help'");
        }
        return value;
    }

    private static long number(CommandLine arguments, String option, String standard) {
        String text = arguments.getOptionValue(option, standard);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Failure.usage("--" + option + ": expected a whole number, found " + text);
        }
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
