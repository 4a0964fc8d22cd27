package io.freebies.bench.report;

import io.freebies.bench.report.Pair.Subject;
import io.freebies.bench.stage.Launcher;
import io.freebies.bench.stage.Step;
import io.freebies.bench.stage.StepFailure;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Command;
import io.freebies.run.NumberOption;
import io.freebies.run.RunDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof report}: two models on one page. */
public final class ReportCommand implements Command {
    /** The only one. */
    public ReportCommand() {}

    @Override
    public String name() {
        return "report";
    }

    @Override
    public String summary() {
        return "Verifies, scores and times two models, and puts it all on one page that opens without a network; where a"
                + " run directory is given, with its training and what the recipes say differently.";
    }

    @Override
    public String usage() {
        return "--baseline (RUN | A.onnx) --candidate (RUN | B.onnx) --data D [--out DIR]";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(null, "baseline", true, "a run directory, which is exported first, or a model")
                .addOption(null, "candidate", true, "another one")
                .addOption(null, "data", true, "what both are scored on; split test unless named")
                .addOption(null, "out", true, "new folder for the page and the results (default runs/report)")
                .addOption(null, "seed", true, "of the inputs that are timed and of the interval (default 0)");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) throws IOException, InterruptedException {
        for (String needed : List.of("baseline", "candidate", "data")) {
            if (!arguments.hasOption(needed)) {
                throw Failure.usage("expected 'bof report " + usage() + "', found no --" + needed);
            }
        }
        ReportFolder folder = new ReportFolder(Path.of(arguments.getOptionValue("out", "runs/report")));
        Pair pair = new Pair(
                subject(arguments, Side.BASELINE, folder),
                subject(arguments, Side.CANDIDATE, folder),
                arguments.getOptionValue("data"),
                NumberOption.any(arguments, "seed", 0));
        claim(folder);
        List<Step> steps = new ArrayList<>();
        for (Side side : Side.values()) {
            Subject subject = pair.of(side);
            subject.run()
                    .ifPresent(run -> steps.add(Step.work(
                            "export " + side.word(),
                            List.of(
                                    "export",
                                    run.root().toString(),
                                    "--out",
                                    subject.model().toString()))));
        }
        steps.addAll(ReportSteps.overEpochs(pair, folder));
        steps.addAll(ReportSteps.all(pair, folder));
        PrintStream people = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        try {
            Map<String, Double> seconds = Reporter.run(steps, Launcher.own(name(), people));
            String models = "baseline: " + arguments.getOptionValue("baseline") + "; candidate: "
                    + arguments.getOptionValue("candidate");
            return new Reporter("Candidate against baseline", models, pair, folder)
                    .conclude(seconds, out)
                    .exitCode();
        } catch (StepFailure e) {
            people.println("bof report: " + e.getMessage());
            return e.exitCode();
        }
    }

    private static Subject subject(CommandLine arguments, Side side, ReportFolder folder) {
        Path path = Path.of(arguments.getOptionValue(side.word()));
        if (!Files.exists(path)) {
            throw Failure.data("--" + side.word() + ": expected a run directory or a model, found no " + path
                    + "; check the path");
        }
        return Files.isDirectory(path)
                ? new Subject(
                        side.word(), folder.root().resolve(side.word() + ".onnx"), Optional.of(new RunDirectory(path)))
                : new Subject(side.word(), path, Optional.empty());
    }

    private static void claim(ReportFolder folder) {
        try {
            Files.createDirectories(folder.root());
            try (Stream<Path> files = Files.list(folder.root())) {
                if (files.findAny().isPresent()) {
                    throw Failure.usage(
                            folder.root()
                                    + ": expected a new or empty folder, found files in it; delete it or choose another with --out");
                }
            }
        } catch (IOException e) {
            throw Failure.environment(
                    "cannot make " + folder.root() + " (" + e + "); choose another folder with --out", e);
        }
    }
}
