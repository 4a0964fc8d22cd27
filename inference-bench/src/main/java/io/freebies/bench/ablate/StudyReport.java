package io.freebies.bench.ablate;

import io.freebies.bench.equivalence.Interval;
import io.freebies.image.IntervalPlot;
import io.freebies.image.IntervalPlot.Bar;
import io.freebies.image.IntervalPlot.Series;
import io.freebies.run.AtomicFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The paper's table with our column beside the paper's, as Markdown, as comma-separated values and as a picture.
 *
 * @param study what was trained
 * @param metric what scores are measured in
 * @param scores one a row
 * @param notes lines below the table
 */
record StudyReport(Study study, String metric, List<RowScore> scores, List<String> notes) {
    private static final List<String> HEAD = List.of(
            "training",
            "paper",
            "paper delta",
            "mAP",
            "mAP 95 % over seeds",
            "delta",
            "delta 95 % over seeds",
            "delta 95 % over pictures",
            "seeds");

    /** Copies the lists. */
    StudyReport {
        scores = List.copyOf(scores);
        notes = List.copyOf(notes);
    }

    /** Writes {@code NAME.md}, {@code NAME.csv} and {@code NAME.png}. */
    void write(Path folder) {
        AtomicFile.writeText(folder.resolve(study.name() + ".md"), markdown());
        AtomicFile.writeText(folder.resolve(study.name() + ".csv"), csv());
        plot().write(folder.resolve(study.name() + ".png"));
    }

    /** The table. */
    String markdown() {
        StringBuilder text = new StringBuilder("## " + study.title() + "\n\n");
        text.append(line(HEAD)).append(line(HEAD.stream().map(h -> "---").toList()));
        scores.forEach(score -> text.append(line(cells(score))));
        text.append("\nScores in per cent (").append(metric).append("). Delta: to '");
        text.append(referenceLabels()).append("'.\n");
        notes.forEach(note -> text.append("\n").append(note).append("\n"));
        return text.toString();
    }

    private String referenceLabels() {
        return scores.stream()
                .map(score -> scores.get(score.row().reference()).row().label())
                .distinct()
                .collect(Collectors.joining("', '"));
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private String csv() {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        scores.forEach(score -> rows.add(cells(score)));
        return rows.stream()
                .map(row -> row.stream()
                        .map(cell -> cell.contains(",") ? '"' + cell + '"' : cell)
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private List<String> cells(RowScore score) {
        Optional<Double> paper = score.row().paper();
        Optional<Double> reference = scores.get(score.row().reference()).row().paper();
        boolean isReference = score.isReference();
        return List.of(
                score.row().label(),
                paper.map(value -> points(value, "%.2f")).orElse("-"),
                paper.isEmpty() || reference.isEmpty() ? "-" : points(paper.get() - reference.get(), "%+.2f"),
                points(100 * score.mean(), "%.2f"),
                interval(score.overSeeds()),
                isReference ? "0" : points(100 * score.delta(), "%+.2f"),
                interval(score.deltaOverSeeds()),
                interval(score.deltaOverImages()),
                Integer.toString(score.maps().size()));
    }

    /** {@code [low, high]} in points, or a dash. */
    private static String interval(Optional<Interval> ends) {
        return ends.map(e -> String.format(Locale.ROOT, "[%.2f, %.2f]", 100 * e.low(), 100 * e.high()))
                .orElse("-");
    }

    private static String points(double value, String format) {
        return String.format(Locale.ROOT, format, value);
    }

    private IntervalPlot plot() {
        String title = study.title() + ": mAP in per cent, mean and 95 % interval over seeds";
        if (!study.name().equals("lengths")) {
            List<Bar> bars = scores.stream().map(StudyReport::bar).toList();
            List<String> columns =
                    scores.stream().map(score -> score.row().label()).toList();
            return new IntervalPlot(title, columns, List.of(new Series("ours", bars, false)));
        }
        List<String> columns = IntStream.range(0, scores.size() / 2)
                .mapToObj(i -> scores.get(2 * i).row().epochs().orElseThrow() + " epochs")
                .toList();
        return new IntervalPlot(
                title, columns, List.of(new Series("baseline", every(0), true), new Series("bag", every(1), true)));
    }

    private List<Bar> every(int first) {
        return IntStream.range(0, scores.size() / 2)
                .mapToObj(i -> bar(scores.get(2 * i + first)))
                .toList();
    }

    private static Bar bar(RowScore score) {
        double mean = 100 * score.mean();
        return score.overSeeds()
                .map(seeds -> new Bar(100 * seeds.low(), mean, 100 * seeds.high()))
                .orElse(new Bar(mean, mean, mean));
    }
}
