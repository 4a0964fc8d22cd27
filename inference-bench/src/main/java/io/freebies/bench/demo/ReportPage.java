package io.freebies.bench.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.freebies.bench.demo.DemoFolder.Side;
import io.freebies.bench.demo.IntervalChart.Estimate;
import io.freebies.bench.stage.VerdictFile;
import io.freebies.run.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The report: one HTML file that needs no other file, no network and no script.
 *
 * @param folder the demo
 * @param seed it was run with
 * @param gate the results
 * @param pictures some test pictures
 */
record ReportPage(DemoFolder folder, long seed, Gate gate, List<PictureRow> pictures) {
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
                <title>Bag of freebies: demo report</title>
                <style>
                """
                + style() + "</style></head><body>\n" + head() + results() + training() + classes() + examples()
                + measurement() + provenance() + "</body></html>\n";
    }

    private String head() {
        Verdict verdict = gate.verdict();
        String meaning = switch (verdict.status()) {
            case PASSED -> "same architecture, same throughput: the other weights cost nothing in production.";
            case FAILED -> "the two models are not the same network at the same speed; see the table.";
            case INCONCLUSIVE, SKIPPED -> "the machine was too noisy to tell whether both are equally fast.";
        };
        return "<h1>Bag of freebies: demo report</h1>\n<p class=\"faint\">The same network, data and number of epochs,"
                + " trained twice: without and with the bag of freebies (Zhang et al. 2019).</p>\n"
                + "<div class=\"verdict " + verdict.status().word() + "\"><strong>" + verdict.word() + "</strong>: "
                + meaning + "</div>\n";
    }

    private String results() {
        List<List<String>> rows = List.of(
                List.of("mAP (VOC, area), %", map(Side.BASELINE), map(Side.BOF), gate.difference()),
                List.of(
                        "architecture fingerprint",
                        gate.fingerprint("baseline"),
                        gate.fingerprint("candidate"),
                        gate.identity().word().toLowerCase(Locale.ROOT)),
                List.of("inference, ms", millis("baseline_ms"), millis("candidate_ms"), ratio()));
        return "<h2>Results</h2>\n"
                + Html.table(List.of("", Side.BASELINE.title(), Side.BOF.title(), "difference [95 %]"), rows)
                + "<div class=\"pair\">" + accuracyChart() + throughputChart() + "</div>\n"
                + "<p class=\"faint\">" + accuracyMeaning()
                + " The interval covers the choice of test pictures, not the"
                + " chance in training: another seed can move a score further. The difference decides nothing about"
                + " the verdict.</p>\n";
    }

    private String accuracyMeaning() {
        if (!gate.accuracy().difference().isSure()) {
            return "On these test pictures the difference in mAP may be chance: its interval contains 0.";
        }
        String sign = gate.accuracy().difference().difference() > 0 ? "higher" : "lower";
        return "With the bag of freebies mAP is " + sign + "; the interval does not contain 0.";
    }

    private String accuracyChart() {
        var d = gate.accuracy().difference();
        Estimate estimate = new Estimate("difference", "bof", 100 * d.low(), 100 * d.difference(), 100 * d.high());
        return new IntervalChart("mAP difference, points (right: better with freebies)", List.of(estimate), 0, 0).svg();
    }

    private String throughputChart() {
        VerdictFile t = gate.throughput();
        double margin = t.number("margin");
        List<Estimate> estimates = List.of(
                new Estimate("with freebies", "bof", t.number("ratio_low"), t.number("ratio"), t.number("ratio_high")),
                new Estimate(
                        "control",
                        "baseline",
                        t.number("control_low"),
                        t.number("control_ratio"),
                        t.number("control_high")));
        return new IntervalChart(
                        "throughput relative to the baseline; green: counts as equal",
                        estimates,
                        1 - margin,
                        1 + margin)
                .svg();
    }

    private String training() {
        String charts = chart("training loss (another target with mixup and label smoothing: compare shapes)", "loss")
                + chart("learning rate", "learning_rate");
        if (charts.isEmpty()) {
            return "";
        }
        String key = "<p class=\"faint\"><span class=\"key baseline\"></span>" + Side.BASELINE.title()
                + "<span class=\"key bof\"></span>" + Side.BOF.title() + "</p>\n";
        return "<h2>Training</h2>\n" + key + "<div class=\"pair\">" + charts + "</div>\n";
    }

    private String chart(String title, String metric) {
        Map<Side, TrainingCurve> curves = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            curves.put(side, TrainingCurve.read(folder.run(side).metrics(), metric));
        }
        return new LineChart(title, curves).svg();
    }

    private String classes() {
        List<List<String>> rows = new ArrayList<>();
        Map<String, Double> candidate = gate.accuracy().candidate().perClassAp();
        gate.accuracy().baseline().perClassAp().forEach((name, ap) -> {
            double other = candidate.getOrDefault(name, Double.NaN);
            rows.add(List.of(
                    name,
                    Gate.points(ap),
                    Gate.points(other),
                    String.format(Locale.ROOT, "%+.2f", 100 * (other - ap))));
        });
        return "<h2>Average precision by class, %</h2>\n"
                + Html.table(List.of("class", Side.BASELINE.title(), Side.BOF.title(), "difference"), rows);
    }

    private String examples() {
        return "<h2>The first test pictures</h2>\n<p class=\"faint\">Not chosen for their results; detections from a"
                + " score of " + PictureRow.THRESHOLD + " on.</p>\n"
                + pictures.stream().map(PictureRow::html).collect(Collectors.joining());
    }

    private String measurement() {
        VerdictFile t = gate.throughput();
        List<List<String>> rows = new ArrayList<>();
        t.json()
                .path("conditions")
                .properties()
                .forEach(c -> rows.add(
                        List.of(c.getKey().replace('_', ' '), c.getValue().asText())));
        rows.add(List.of("blocks", t.text("blocks") + ", six timed measurements each, in " + t.text("seconds") + " s"));
        return "<h2>How throughput was measured</h2>\n<p>Both files run in one process, in turn, together with a control:"
                + " the baseline's file once more, in a session of its own. Each block runs every session twice, in an"
                + " order that reads the same backwards. Equal means that the 95 % interval of the ratio lies within"
                + " the margin, not merely that no difference was seen.</p>\n" + facts(rows);
    }

    private String provenance() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("seed", String.valueOf(seed)));
        for (Side side : Side.values()) {
            rows.add(List.of(side.title() + ", recipe", side.recipe()));
            String key = side == Side.BASELINE ? "baseline" : "candidate";
            rows.add(List.of(
                    side.title() + ", fingerprint",
                    gate.identity().json().at("/" + key + "/fingerprint").asText("unknown")));
            rows.addAll(provenance(side));
        }
        gate.seconds()
                .forEach((step, s) -> rows.add(List.of("seconds, " + step, String.format(Locale.ROOT, "%.1f", s))));
        return "<h2>Where this comes from</h2>\n" + facts(rows);
    }

    private List<List<String>> provenance(Side side) {
        List<List<String>> rows = new ArrayList<>();
        if (Files.exists(folder.run(side).provenance())) {
            JsonNode json = VerdictFile.read(folder.run(side).provenance()).json();
            json.properties().forEach(f -> {
                String value = f.getValue().isValueNode()
                        ? f.getValue().asText()
                        : f.getValue().toString();
                rows.add(List.of(side.title() + ", " + f.getKey().replace('_', ' '), value));
            });
        }
        return rows;
    }

    private static String facts(List<List<String>> rows) {
        return Html.table(List.of("", ""), rows)
                .replace("<table><thead><tr><th></th><th></th></tr>\n</thead>", "<table class=\"facts\">");
    }

    private String map(Side side) {
        return Gate.points((side == Side.BASELINE
                        ? gate.accuracy().baseline()
                        : gate.accuracy().candidate())
                .map());
    }

    private String millis(String key) {
        return String.format(Locale.ROOT, "%.3f", gate.throughput().number(key));
    }

    private String ratio() {
        VerdictFile t = gate.throughput();
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
