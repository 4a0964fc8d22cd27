package io.freebies.trainer;

import io.freebies.failure.Failure;
import io.freebies.run.NumberOption;
import io.freebies.run.RunDirectory;
import io.freebies.trainer.djl.Devices;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options of everything that trains, and what they come to. */
final class RunOptions {
    private RunOptions() {}

    /** Adds them. */
    static Options addTo(Options options) {
        options.addOption(option("out", "RUN", "run directory, default runs/RECIPE; must not hold a run yet"));
        options.addOption(option("seed", "S", "seed of every random stream, default 0"));
        options.addOption(option(
                "devices",
                "LIST",
                "cpu (default), or CUDA devices such as 0,1,2,3, which share each batch; cpu*2: two replicas on one"));
        options.addOption(
                option("loader-threads", "N", "threads that prepare pictures, default 2; changes only speed"));
        options.addOption(option(
                "checkpoint-every", "N", "keep the state every N steps, default 500, and at the end of every epoch"));
        options.addOption(option(
                "on-divergence", "stop|rollback", "stop (default), or go back an epoch and on at half the rate"));
        options.addOption(null, "resume", false, "go on from the run directory's last checkpoint, to the same bytes");
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

    /** Whether to go on with a run. */
    static boolean resume(CommandLine arguments) {
        return arguments.hasOption("resume");
    }

    /** The seed of every random stream. */
    static long seed(CommandLine arguments) {
        return NumberOption.any(arguments, "seed", 0);
    }

    /** What changes nothing in what is learned. */
    static TrainingOptions training(CommandLine arguments) {
        String policy = arguments.getOptionValue("on-divergence", "stop");
        if (!List.of("stop", "rollback").contains(policy)) {
            throw Failure.usage("--on-divergence: expected stop or rollback, found " + policy);
        }
        return new TrainingOptions(
                Devices.parse(arguments.getOptionValue("devices", "cpu")),
                NumberOption.whole(arguments, "loader-threads", 2, 1),
                NumberOption.whole(arguments, "checkpoint-every", 500, 1),
                NumberOption.whole(arguments, "weights-every", 0, 0),
                policy.equals("rollback"));
    }

    /**
     * Where the run goes.
     *
     * @throws Failure (usage) if something is there that is not to be gone on with
     */
    static RunDirectory directory(CommandLine arguments) throws IOException {
        String recipe =
                String.valueOf(Path.of(arguments.getOptionValue("recipe", "")).getFileName());
        String name = "runs/" + recipe.replaceFirst("\\.ya?ml$", "");
        RunDirectory run = new RunDirectory(Path.of(arguments.getOptionValue("out", name)));
        requireFree(run, resume(arguments));
        return run;
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

    /**
     * Runs a training that a signal may stop.
     *
     * @param command its name, for messages
     * @param training is given whether to stop; false if it did
     * @return false if it was stopped: the process is about to end with the signal's status
     */
    static boolean attend(String command, RunDirectory run, PrintStream people, Predicate<BooleanSupplier> training) {
        try (StopSignal stop = new StopSignal()) {
            try {
                if (training.test(stop::requested)) {
                    return true;
                }
                people.println("stopped by a signal; the same command with --resume goes on: " + run.root());
                return false;
            } catch (Failure e) {
                if (stop.requested()) {
                    // The process may end before anybody else reports it.
                    people.println("bof " + command + ": " + e.getMessage());
                }
                throw e;
            }
        }
    }
}
