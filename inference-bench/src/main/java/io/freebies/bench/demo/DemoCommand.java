package io.freebies.bench.demo;

import io.freebies.bench.demo.DemoFolder.Side;
import io.freebies.bench.stage.Launcher;
import io.freebies.bench.stage.Step;
import io.freebies.bench.stage.StepFailure;
import io.freebies.bench.stage.VerdictFile;
import io.freebies.data.BadData;
import io.freebies.data.Dataset;
import io.freebies.data.Datasets;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.AtomicFile;
import io.freebies.run.Command;
import io.freebies.run.NumberOption;
import io.freebies.run.Verdict;
import io.freebies.score.ImageDetection;
import io.freebies.verifier.score.DetectionsFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof demo}: everything at once, on small drawn data. */
public final class DemoCommand implements Command {
    private static final double NANOS_PER_SECOND = 1e9;

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
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Step step : DemoSteps.all(folder, seed)) {
            long start = System.nanoTime();
            try {
                launcher.run(step);
            } catch (StepFailure e) {
                people.println("bof demo: " + e.getMessage());
                return e.exitCode();
            }
            seconds.put(step.name(), (System.nanoTime() - start) / NANOS_PER_SECOND);
        }
        return conclude(folder, seed, seconds, out);
    }

    /** Joins the steps' verdicts into the gate's and the report. */
    static ExitCode conclude(DemoFolder folder, long seed, Map<String, Double> seconds, PrintStream out) {
        Dataset data = Datasets.open(folder.testData(), "test", BadData.REFUSE);
        List<ImageDetection> baseline = DetectionsFile.read(folder.detections(Side.BASELINE))
                .in(data, BadData.REFUSE)
                .all();
        List<ImageDetection> candidate = DetectionsFile.read(folder.detections(Side.BOF))
                .in(data, BadData.REFUSE)
                .all();
        Gate gate = new Gate(
                Accuracy.of(data, baseline, candidate, seed),
                VerdictFile.read(folder.verdict("identity")),
                VerdictFile.read(folder.verdict("throughput")),
                seconds);
        Verdict verdict = gate.verdict();
        verdict.write(folder.verdict("gate"));
        List<PictureRow> pictures = PictureRow.first(data, baseline, candidate);
        AtomicFile.writeText(folder.report(), new ReportPage(folder, seed, gate, pictures).html());
        out.println(gate.table());
        out.println("gate: " + verdict.word());
        out.println("report: " + folder.report().toAbsolutePath());
        out.println("next: bof train --recipe yolov3-nano-bof --data voc:DIR:trainval, with pictures of your own");
        return verdict.exitCode();
    }
}
