package io.freebies.bench.demo;

import io.freebies.bench.report.Reporter;
import io.freebies.bench.stage.Launcher;
import io.freebies.bench.stage.StepFailure;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Command;
import io.freebies.run.NumberOption;
import io.freebies.run.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof demo}: everything at once, on small drawn data. */
public final class DemoCommand implements Command {
    /** The only one. */
    public DemoCommand() {}

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String summary() {
        return "Draws pictures, trains the same network without and with the bag of freebies, exports, verifies, scores"
                + " and times both, and writes a report. Passes if the architectures are identical and equally fast.";
    }

    @Override
    public String usage() {
        return "[--out RUN] [--seed S]";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(null, "out", true, "new folder for all it makes (default runs/demo)")
                .addOption(null, "seed", true, "of the pictures and both trainings (default 0)");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) throws IOException, InterruptedException {
        if (!arguments.getArgList().isEmpty()) {
            throw Failure.usage("expected options only, found " + arguments.getArgList() + "; see 'bof demo --help'");
        }
        long seed = NumberOption.any(arguments, "seed", 0);
        DemoFolder folder = new DemoFolder(Path.of(arguments.getOptionValue("out", "runs/demo")));
        PrintStream people = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Launcher launcher = Launcher.own(name(), people);
        folder.claim(seed);
        try {
            Map<String, Double> seconds = Reporter.run(DemoSteps.models(folder, seed), launcher);
            seconds.putAll(Reporter.run(DemoSteps.results(folder, seed), launcher));
            return conclude(folder, seed, seconds, out);
        } catch (StepFailure e) {
            people.println("bof demo: " + e.getMessage());
            return e.exitCode();
        }
    }

    /** Joins the steps' verdicts into the gate's and the report. */
    static ExitCode conclude(DemoFolder folder, long seed, Map<String, Double> seconds, PrintStream out) {
        Verdict verdict = new Reporter(
                        "Bag of freebies: demo report",
                        "The same network, data and number of epochs, trained twice: without and with the bag of freebies"
                                + " (Zhang et al. 2019).",
                        folder.pair(seed),
                        folder.report())
                .conclude(seconds, out);
        out.println("next: bof train --recipe yolov3-nano-bof --data voc:DIR:trainval, with pictures of your own");
        return verdict.exitCode();
    }
}
