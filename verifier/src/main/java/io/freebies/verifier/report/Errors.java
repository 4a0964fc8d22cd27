package io.freebies.verifier.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.image.BarChart;
import io.freebies.image.BarChart.Bar;
import io.freebies.image.BarChart.Legend;
import io.freebies.score.ErrorKind;
import io.freebies.score.ErrorSplit;
import io.freebies.score.ErrorSplit.Loss;
import io.freebies.verifier.score.DatasetDetections;
import io.freebies.verifier.score.Evaluation;
import io.freebies.verifier.score.JsonNumber;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What each kind of error costs.
 *
 * @param model whose errors they are
 * @param split its errors
 * @param baseline the baseline's file, if there is one
 * @param other the baseline's errors
 */
record Errors(String model, ErrorSplit split, Optional<String> baseline, Optional<ErrorSplit> other) {
    private static final Color OWN = new Color(38, 110, 176);
    private static final Color OTHERS = new Color(175, 175, 175);

    static Errors of(Evaluation evaluation) {
        Dataset data = evaluation.data();
        return new Errors(
                evaluation.model(),
                split(data, evaluation.detections()),
                evaluation.baseline().map(Evaluation.Baseline::model),
                evaluation.baseline().map(baseline -> split(data, baseline.detections())));
    }

    private static ErrorSplit split(Dataset data, DatasetDetections detections) {
        List<List<GroundTruth>> truths =
                data.images().stream().map(LabelledImage::objects).toList();
        return ErrorSplit.of(data.classes(), truths, detections.all());
    }

    /** {@code model, ap50, errors}; with a baseline {@code baseline}, an object of the same keys, and {@code change}. */
    ObjectNode json() {
        ObjectNode json = json(model, split);
        other.ifPresent(theirs -> {
            json.set("baseline", json(baseline.orElseThrow(), theirs));
            ObjectNode change = json.putObject("change");
            for (ErrorKind kind : ErrorKind.values()) {
                add(change.putObject(kind.word()), change(kind, theirs));
            }
        });
        return json;
    }

    private static ObjectNode json(String model, ErrorSplit split) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", model);
        json.set("ap50", JsonNumber.of(split.averagePrecision50()));
        ObjectNode errors = json.putObject("errors");
        split.losses().forEach((kind, loss) -> add(errors.putObject(kind.word()), loss));
        return json;
    }

    private static void add(ObjectNode json, Loss loss) {
        json.put("count", loss.count());
        json.set("lost_ap50", JsonNumber.of(loss.averagePrecision50()));
    }

    private Loss change(ErrorKind kind, ErrorSplit theirs) {
        Loss own = split.loss(kind);
        Loss other = theirs.loss(kind);
        return new Loss(own.count() - other.count(), own.averagePrecision50() - other.averagePrecision50());
    }

    /** A line by kind. */
    String table() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-13s %7s %10s%s%n",
                "error",
                "count",
                "lost AP50",
                other.isPresent() ? "   change" : ""));
        for (ErrorKind kind : ErrorKind.values()) {
            Loss loss = split.loss(kind);
            String change = other.map(theirs -> String.format(
                            Locale.ROOT, " %+8.2f", 100 * change(kind, theirs).averagePrecision50()))
                    .orElse("");
            text.append(String.format(
                    Locale.ROOT,
                    "%-13s %7d %10.2f%s%n",
                    kind.word(),
                    loss.count(),
                    100 * loss.averagePrecision50(),
                    change));
        }
        return text.toString();
    }

    /** A bar by kind, with a baseline two. */
    BarChart chart() {
        List<Bar> bars = new ArrayList<>();
        for (ErrorKind kind : ErrorKind.values()) {
            bars.add(bar(kind.word(), split.loss(kind), OWN));
            other.ifPresent(theirs -> bars.add(bar("", theirs.loss(kind), OTHERS)));
        }
        List<Legend> keys = new ArrayList<>();
        baseline.ifPresent(file -> {
            keys.add(new Legend(model, OWN));
            keys.add(new Legend("baseline: " + file, OTHERS));
        });
        return new BarChart("AP50 lost by kind of error, in points", bars, keys);
    }

    private static Bar bar(String name, Loss loss, Color colour) {
        double points = Double.isNaN(loss.averagePrecision50()) ? 0 : 100 * loss.averagePrecision50();
        return new Bar(name, points, points, points, colour);
    }
}
