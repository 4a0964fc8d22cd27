package io.freebies.bench.report;

import io.freebies.bench.stage.Launcher;
import io.freebies.bench.stage.Step;
import io.freebies.bench.stage.StepFailure;
import io.freebies.data.BadData;
import io.freebies.data.DataArgument;
import io.freebies.data.DataRequest;
import io.freebies.data.Dataset;
import io.freebies.data.Datasets;
import io.freebies.data.Purpose;
import io.freebies.run.AtomicFile;
import io.freebies.run.Verdict;
import io.freebies.score.ImageDetection;
import io.freebies.verifier.score.DetectionsFile;
import io.freebies.verifier.score.Metric;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs commands and puts what they left onto a page.
 *
 * @param title of the page
 * @param subtitle what was done
 * @param pair what is compared
 * @param folder of results
 */
public record Reporter(String title, String subtitle, Pair pair, ReportFolder folder) {
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Runs the steps in turn.
     *
     * @return how long each took, in seconds
     * @throws StepFailure the first that does not end as it may
     */
    public static Map<String, Double> run(List<Step> steps, Launcher launcher)
            throws IOException, InterruptedException, StepFailure {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Step step : steps) {
            long start = System.nanoTime();
            launcher.run(step);
            seconds.put(step.name(), (System.nanoTime() - start) / NANOS_PER_SECOND);
        }
        return seconds;
    }

    /** Joins the steps' results, writes {@code gate.json} and the page, prints the table. */
    public Verdict conclude(Map<String, Double> seconds, PrintStream out) {
        Dataset data = Datasets.open(DataRequest.of(pair.data(), "test", Purpose.INFERENCE, BadData.REFUSE));
        Metric metric = Metric.of(DataArgument.parseAll(pair.data()).get(0).scheme());
        List<ImageDetection> baseline = detections(data, Side.BASELINE);
        List<ImageDetection> candidate = detections(data, Side.CANDIDATE);
        Accuracy accuracy = Accuracy.of(metric.match(data, baseline), metric.match(data, candidate), pair.seed());
        Findings findings = Findings.read(folder, accuracy, seconds);
        findings.verdict().write(folder.verdict("gate"));
        List<PictureRow> pictures = PictureRow.first(data, baseline, candidate, pair);
        AtomicFile.writeText(folder.page(), new ReportPage(this, findings, pictures).html());
        out.println(findings.table(pair));
        out.println("gate: " + findings.verdict().word());
        out.println("report: " + folder.page().toAbsolutePath());
        return findings.verdict();
    }

    private List<ImageDetection> detections(Dataset data, Side side) {
        return DetectionsFile.read(folder.detections(side))
                .in(data, BadData.REFUSE)
                .all();
    }
}
