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
        return "--recipe NAME|FILE --data D [--out RUN] [--seed S] [--set path=value ...] [--resume]"
                + " [--on-divergence stop|rollback]";
    }

    @Override
    public Options options() {
        Options options = RecipeOptions.addTo(DataOptions.addTo(new Options(), "split trainval unless named"));
        options.addOption(option("out", "RUN", "run directory, default runs/RECIPE; must not hold a run yet"));
        options.addOption(option("seed", "S", "seed of every random stream, default 0"));
        options.addOption(option("device", "DEVICE", "cpu (default), gpu0, gpu1, ..."));
        options.addOption(
                option("loader-threads", "N", "threads that prepare pictures, default 2; changes only speed"));
        options.addOption(option(
                "checkpoint-every", "N", "keep the state every N steps, default 500, and at the end of every epoch"));
        options.addOption(option(
                "on-divergence", "stop|rollback", "stop (default), or go back an epoch and on at half the rate"));
        options.addOption(null, "resume", false, "go on from the run directory's last checkpoint, to the same bytes");
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
        Training training =
                new Training(recipe, dataset, NumberOption.any(arguments, "seed", 0), run, options(arguments), people);
        try (StopSignal stop = new StopSignal()) {
            return train(training, arguments.hasOption("resume"), stop, out);
        }
    }

    private static ExitCode train(Training training, boolean resume, StopSignal stop, PrintStream out) {
        RunDirectory run = training.run();
        try {
            if (!training.start(resume, stop::requested)) {
                training.people().println("stopped by a signal; the same command with --resume goes on: " + run.root());
                // Never seen: the process is about to end with the signal's status.
                return ExitCode.ENVIRONMENT;
            }
        } catch (Failure e) {
            if (stop.requested()) {
                // The process may end before anybody else reports it.
                training.people().println("bof train: " + e.getMessage());
            }
            throw e;
        }
        out.println("trained " + training.recipe().model().name() + " on "
                + training.dataset().images().size() + " pictures:");
        run.weightsKinds().forEach(kind -> out.println("  " + run.weights(kind)));
        run.weightsKinds()
                .forEach(kind -> out.println(
                        "next: bof export " + run.root() + (kind.equals("last") ? "" : " --weights " + kind)));
        return ExitCode.OK;
    }

    private static TrainingOptions options(CommandLine arguments) {
        String policy = arguments.getOptionValue("on-divergence", "stop");
        if (!List.of("stop", "rollback").contains(policy)) {
            throw Failure.usage("--on-divergence: expected stop or rollback, found " + policy);
        }
        return new TrainingOptions(
                arguments.getOptionValue("device", "cpu"),
                NumberOption.whole(arguments, "loader-threads", 2, 1),
                NumberOption.whole(arguments, "checkpoint-every", 500, 1),
                policy.equals("rollback"));
    }

    private static String stem(String nameOrFile) {
        String name = String.valueOf(Path.of(nameOrFile).getFileName());
        return name.replaceFirst("\\.ya?ml$", "");
    }

    /** What a killed process left unfinished does not count. */
    private static void requireFree(RunDirectory run, boolean resume) throws IOException {
        if (!Files.isDirectory(run.root()) || (resume && Files.exists(run.recipe()))) {
            return;
        }
        try (Stream<Path> files = Files.list(run.root())) {
            if (files.anyMatch(file -> !file.toString().endsWith(".part"))) {
                throw Failure.usage(
                        resume
                                ? run.root() + " is no run: expected " + run.recipe() + "; check --out"
                                : run.root() + " is not empty; give --resume to go on with it, or another folder with"
                                        + " --out");
            }
        }
    }
}
