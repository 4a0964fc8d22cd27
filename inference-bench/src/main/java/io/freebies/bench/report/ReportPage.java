package io.freebies.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.freebies.bench.report.ClassBars.Row;
import io.freebies.bench.report.IntervalChart.Estimate;
import io.freebies.bench.report.LineChart.Point;
import io.freebies.bench.stage.VerdictFile;
import io.freebies.failure.Failure;
import io.freebies.run.RecipeDifference;
import io.freebies.run.RunDirectory;
import io.freebies.run.Verdict;
import io.freebies.score.CocoEvaluator;
import io.freebies.score.PairedBootstrap.Difference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The report: one HTML file that needs no other file, no network and no script.
 *
 * @param about what is compared
 * @param findings the results
 * @param pictures some test pictures
 */
record ReportPage(Reporter about, Findings findings, List<PictureRow> pictures) {
    /** More curves than a reader compares. */
    private static final int MOST_CURVES = 12;

    /** Copies the list. */
    ReportPage {
        pictures = List.copyOf(pictures);
    }

    /** The whole page. */
    String html() {
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>"""
                + Html.escape(about.title()) + "</title>\n<style>\n" + style() + "</style></head><body>\n" + head()
                + results() + recipes() + training() + classes() + curves() + examples() + measurement() + provenance()
                + "</body></html>\n";
    }

    private Pair pair() {
        return about.pair();
    }

    private String title(Side side) {
        return pair().of(side).title();
    }

    private String head() {
        Verdict verdict = findings.verdict();
        String meaning = switch (verdict.status()) {
            case PASSED -> "same architecture, same throughput: the other weights cost nothing in production.";
            case FAILED -> "the two models are not the same network at the same speed; see the table.";
            case INCONCLUSIVE, SKIPPED -> "the machine was too noisy to tell whether both are equally fast.";
        };
        return "<h1>" + Html.escape(about.title()) + "</h1>\n<p class=\"faint\">" + Html.escape(about.subtitle())
                + "</p>\n<div class=\"verdict " + verdict.status().word() + "\"><strong>" + verdict.word()
                + "</strong>: " + meaning + "</div>\n";
    }

    private String results() {
        Accuracy accuracy = findings.accuracy();
        List<List<String>> rows = List.of(
                List.of(
                        "mAP (" + accuracy.first().metric() + "), %",
                        Findings.points(accuracy.baseline().map()),
                        Findings.points(accuracy.candidate().map()),
                        findings.difference()),
                List.of(
                        "architecture fingerprint",
                        findings.fingerprint("baseline"),
                        findings.fingerprint("candidate"),
                        findings.identity().word().toLowerCase(Locale.ROOT)),
                List.of("inference, ms", millis("baseline_ms"), millis("candidate_ms"), ratio()));
        return "<h2>Results</h2>\n"
                + sides(rows, "difference [95 %]")
                + "<div class=\"pair\">" + accuracyChart() + throughputChart() + "</div>\n"
                + "<p class=\"faint\">" + accuracyMeaning()
                + " The interval covers the choice of test pictures, not the"
                + " chance in training: another seed can move a score further. The difference decides nothing about"
                + " the verdict.</p>\n";
    }

    /** A table of both sides. */
    private String sides(List<List<String>> rows, String... more) {
        List<String> head = new ArrayList<>(List.of("", title(Side.BASELINE), title(Side.CANDIDATE)));
        head.addAll(List.of(more));
        return Html.table(head, rows);
    }

    private String accuracyMeaning() {
        Difference difference = findings.accuracy().difference();
        if (!difference.isSure()) {
            return "On these test pictures the difference in mAP may be chance: its interval contains 0.";
        }
        String sign = difference.difference() > 0 ? "higher" : "lower";
        return "The mAP of '" + Html.escape(title(Side.CANDIDATE)) + "' is " + sign
                + "; the interval does not contain 0.";
    }

    private String accuracyChart() {
        Difference d = findings.accuracy().difference();
        Estimate estimate =
                new Estimate("difference", Side.CANDIDATE.word(), 100 * d.low(), 100 * d.difference(), 100 * d.high());
        String title = "mAP difference, points (right: '" + title(Side.CANDIDATE) + "' is better)";
        return new IntervalChart(title, List.of(estimate), 0, 0).svg();
    }

    private String throughputChart() {
        VerdictFile t = findings.throughput();
        double margin = t.number("margin");
        List<Estimate> estimates = List.of(
                new Estimate(
                        title(Side.CANDIDATE),
                        Side.CANDIDATE.word(),
                        t.number("ratio_low"),
                        t.number("ratio"),
                        t.number("ratio_high")),
                new Estimate(
                        "control",
                        Side.BASELINE.word(),
                        t.number("control_low"),
                        t.number("control_ratio"),
                        t.number("control_high")));
        String title = "throughput relative to '" + title(Side.BASELINE) + "'; green: counts as equal";
        return new IntervalChart(title, estimates, 1 - margin, 1 + margin).svg();
    }

    private String recipes() {
        String baseline = recipe(Side.BASELINE);
        String candidate = recipe(Side.CANDIDATE);
        if (baseline.isEmpty() || candidate.isEmpty()) {
            return "";
        }
        List<List<String>> rows = RecipeDifference.between(baseline, candidate).stream()
                .map(difference -> List.of(difference.key(), difference.before(), difference.now()))
                .toList();
        return "<h2>What the recipes say differently</h2>\n" + (rows.isEmpty() ? "<p>Nothing.</p>\n" : sides(rows));
    }

    private String recipe(Side side) {
        return pair().of(side)
                .run()
                .map(RunDirectory::recipe)
                .filter(Files::exists)
                .map(file -> {
                    try {
                        return Files.readString(file);
                    } catch (IOException e) {
                        throw Failure.data(file + ": cannot be read: " + e.getMessage(), e);
                    }
                })
                .orElse("");
    }

    private String training() {
        String charts = accuracyOverEpochs()
                + chart("training loss (another target with mixup and label smoothing: compare shapes)", "loss")
                + chart("learning rate", "learning_rate");
        return charts.isEmpty() ? "" : "<h2>Training</h2>\n" + key() + "<div class=\"pair\">" + charts + "</div>\n";
    }

    private String accuracyOverEpochs() {
        return new LineChart(
                        "mAP, % (" + pair().data() + ")",
                        "epoch",
                        bySide(side -> pair().of(side)
                                .run()
                                .map(run -> run.epochs().stream()
                                        .map(epoch -> new Point(epoch, accuracy(side, epoch)))
                                        .toList())
                                .orElse(List.of())))
                .svg();
    }

    private double accuracy(Side side, int epoch) {
        VerdictFile score = VerdictFile.read(about.folder().score(side, RunDirectory.ofEpoch(epoch)));
        return 100 * score.number("map");
    }

    private String key() {
        return Arrays.stream(Side.values())
                .map(side -> "<span class=\"key " + side.word() + "\"></span>" + Html.escape(title(side)))
                .collect(Collectors.joining("", "<p class=\"faint\">", "</p>\n"));
    }

    private String chart(String title, String metric) {
        return new LineChart(
                        title,
                        "step",
                        bySide(side -> pair().of(side)
                                .run()
                                .map(run -> TrainingCurve.read(run.metrics(), metric)
                                        .points())
                                .orElse(List.of())))
                .svg();
    }

    private static Map<Side, List<Point>> bySide(Function<Side, List<Point>> curve) {
        Map<Side, List<Point>> curves = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            curves.put(side, curve.apply(side));
        }
        return curves;
    }

    private String classes() {
        List<List<String>> cells = new ArrayList<>();
        List<Row> bars = new ArrayList<>();
        Map<String, Double> candidate = findings.accuracy().candidate().perClassAp();
        Map<String, Difference> differences = findings.accuracy().comparison().perClass();
        findings.accuracy().baseline().perClassAp().forEach((name, ap) -> {
            double other = candidate.getOrDefault(name, Double.NaN);
            bars.add(new Row(name, ap, other));
            Difference difference = differences.get(name);
            cells.add(List.of(
                    name,
                    Findings.points(ap),
                    Findings.points(other),
                    difference == null ? "" : Findings.points(difference)));
        });
        return "<h2>Average precision by class</h2>\n" + key() + "<div class=\"pair\">"
                + new ClassBars("average precision, %", bars).svg() + "</div>\n" + sides(cells, "difference [95 %]");
    }

    private String curves() {
        List<String> names = findings.accuracy().first().classes();
        String charts = IntStream.range(0, Math.min(MOST_CURVES, names.size()))
                .mapToObj(label -> new LineChart(
                                names.get(label),
                                "recall",
                                bySide(side ->
                                        precisions(findings.accuracy().of(side).precision50(label))))
                        .svg())
                .collect(Collectors.joining());
        String first = names.size() > MOST_CURVES ? " of the first " + MOST_CURVES + " classes" : "";
        return "<h2>Precision over recall" + first + ", at an overlap of 0.5</h2>\n" + key() + "<div class=\"pair\">"
                + charts + "</div>\n";
    }

    private static List<Point> precisions(double[] precisions) {
        return IntStream.range(0, precisions.length)
                .mapToObj(i -> new Point(CocoEvaluator.RECALLS.get(i), precisions[i]))
                .toList();
    }

    private String examples() {
        return "<h2>The first test pictures</h2>\n<p class=\"faint\">Not chosen for their results; detections from a"
                + " score of " + PictureRow.THRESHOLD + " on.</p>\n"
                + pictures.stream().map(PictureRow::html).collect(Collectors.joining());
    }

    private String measurement() {
        VerdictFile t = findings.throughput();
        List<List<String>> rows = new ArrayList<>();
        for (String number : List.of("latency_p50_ms", "latency_p90_ms", "latency_p99_ms", "images_per_second")) {
            rows.add(List.of(
                    number.replace('_', ' '), model(t, Side.BASELINE, number), model(t, Side.CANDIDATE, number)));
        }
        for (String number : List.of("inferences", "file_bytes")) {
            rows.add(List.of(
                    number.replace('_', ' '),
                    t.json().at("/baseline_model/" + number).asText(),
                    t.json().at("/candidate_model/" + number).asText()));
        }
        List<List<String>> conditions = new ArrayList<>();
        t.json()
                .path("conditions")
                .properties()
                .forEach(c -> conditions.add(
                        List.of(c.getKey().replace('_', ' '), c.getValue().asText())));
        conditions.add(
                List.of("blocks", t.text("blocks") + ", six timed measurements each, in " + t.text("seconds") + " s"));
        return "<h2>How throughput was measured</h2>\n<p>Both files run in one process, in turn, together with a control:"
                + " the baseline's file once more, in a session of its own. Each block runs every session twice, in an"
                + " order that reads the same backwards. Equal means that the 95 % interval of the ratio lies within"
                + " the margin, not merely that no difference was seen.</p>\n" + sides(rows) + facts(conditions);
    }

    private static String model(VerdictFile throughput, Side side, String number) {
        return String.format(
                Locale.ROOT,
                "%.3f",
                throughput.json().at("/" + side.word() + "_model/" + number).asDouble(Double.NaN));
    }

    private String provenance() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("data", pair().data()));
        rows.add(List.of("seed", String.valueOf(pair().seed())));
        for (Side side : Side.values()) {
            rows.add(List.of(title(side) + ", file", pair().of(side).model().toString()));
            rows.add(List.of(
                    title(side) + ", fingerprint",
                    findings.identity()
                            .json()
                            .at("/" + side.word() + "/fingerprint")
                            .asText("unknown")));
            rows.addAll(provenance(side));
        }
        findings.seconds()
                .forEach((step, s) -> rows.add(List.of("seconds, " + step, String.format(Locale.ROOT, "%.1f", s))));
        return "<h2>Where this comes from</h2>\n" + facts(rows);
    }

    private List<List<String>> provenance(Side side) {
        return pair().of(side)
                .run()
                .map(RunDirectory::provenance)
                .filter(Files::exists)
                .map(file -> VerdictFile.read(file).json().properties().stream()
                        .map(fact ->
                                List.of(title(side) + ", " + fact.getKey().replace('_', ' '), text(fact.getValue())))
                        .toList())
                .orElse(List.of());
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String facts(List<List<String>> rows) {
        return Html.table(List.of("", ""), rows)
                .replace("<table><thead><tr><th></th><th></th></tr>\n</thead>", "<table class=\"facts\">");
    }

    private String millis(String key) {
        return String.format(Locale.ROOT, "%.3f", findings.throughput().number(key));
    }

    private String ratio() {
        VerdictFile t = findings.throughput();
        return String.format(
                Locale.ROOT,
                "throughput × %.3f [%.3f, %.3f], %s",
                t.number("ratio"),
                t.number("ratio_low"),
                t.number("ratio_high"),
                t.word().toLowerCase(Locale.ROOT));
    }

    private static String style() {
        try (InputStream css = Objects.requireNonNull(ReportPage.class.getResourceAsStream("report.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
