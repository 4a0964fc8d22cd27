package io.freebies.verifier.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.image.CurveChart;
import io.freebies.image.CurveChart.Curve;
import io.freebies.score.CocoEvaluator;
import io.freebies.score.Evaluator;
import io.freebies.verifier.score.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Precision over recall at an overlap of 0.5. */
record Curves(Evaluation evaluation) {
    /**
     * {@code model, iou, recalls, mean, per_class}; with a baseline {@code baseline}, which holds its {@code model, mean}
     * and {@code per_class}. A class without objects to find is absent.
     */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", evaluation.model());
        json.put("iou", 0.5);
        CocoEvaluator.RECALLS.forEach(json.putArray("recalls")::add);
        addCurves(evaluation.evaluator(), json);
        evaluation.baseline().ifPresent(baseline -> {
            ObjectNode other = json.putObject("baseline");
            other.put("model", baseline.model());
            addCurves(baseline.evaluator(), other);
        });
        return json;
    }

    private void addCurves(Evaluator evaluator, ObjectNode json) {
        Map<Integer, List<Double>> curves = byLabel(evaluator);
        mean(curves).forEach(json.putArray("mean")::add);
        ObjectNode perClass = json.putObject("per_class");
        curves.forEach((label, curve) -> curve.forEach(
                perClass.putArray(evaluation.key(evaluator.classes().get(label)))::add));
    }

    private static Map<Integer, List<Double>> byLabel(Evaluator evaluator) {
        Map<Integer, List<Double>> curves = new LinkedHashMap<>();
        for (int label = 0; label < evaluator.classes().size(); label++) {
            double[] curve = evaluator.precision50(label);
            if (curve.length > 0) {
                curves.put(label, Arrays.stream(curve).boxed().toList());
            }
        }
        return curves;
    }

    /** At each recall, over the classes. */
    private static List<Double> mean(Map<Integer, List<Double>> curves) {
        return IntStream.range(0, CocoEvaluator.RECALLS.size())
                .mapToObj(i -> curves.values().stream()
                        .mapToDouble(curve -> curve.get(i))
                        .average()
                        .orElse(0))
                .toList();
    }

    /** A thin curve by class, thick ones for the means. */
    CurveChart chart() {
        Map<Integer, List<Double>> curves = byLabel(evaluation.evaluator());
        List<Curve> thin = new ArrayList<>();
        curves.forEach((label, curve) ->
                thin.add(named(evaluation.evaluator().classes().get(label), curve)));
        List<Curve> thick = new ArrayList<>(List.of(named("mean", mean(curves))));
        evaluation
                .baseline()
                .ifPresent(baseline -> thick.add(named("baseline's mean", mean(byLabel(baseline.evaluator())))));
        return new CurveChart(
                "Precision over recall at an overlap of 0.5",
                "recall",
                "precision",
                CocoEvaluator.RECALLS,
                thin,
                thick);
    }

    /** With the area below it, which is AP50, before the name, so that a long name hides none of it. */
    private static Curve named(String name, List<Double> curve) {
        double area = curve.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        return new Curve(String.format(Locale.ROOT, "%5.1f %s", 100 * area, name), curve);
    }
}
