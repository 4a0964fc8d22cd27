package io.freebies.verifier.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.image.BarChart;
import io.freebies.image.BarChart.Bar;
import io.freebies.image.BarChart.Legend;
import io.freebies.score.PairedBootstrap.Difference;
import io.freebies.verifier.score.Evaluation;
import io.freebies.verifier.score.Evaluation.Baseline;
import io.freebies.verifier.score.JsonNumber;
import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * By how much each class's score is higher than the baseline's: figures 8 and 9 of Zhang et al. 2019.
 *
 * @param evaluation the candidate's
 * @param baseline what it is compared with
 * @param sorted classes with their differences, largest gain first
 */
record Differences(Evaluation evaluation, Baseline baseline, List<Map.Entry<String, Difference>> sorted) {
    private static final Color GAIN = new Color(46, 139, 87);
    private static final Color DROP = new Color(205, 72, 62);

    static Differences of(Evaluation evaluation, Baseline baseline) {
        return new Differences(
                evaluation,
                baseline,
                baseline.comparison().perClass().entrySet().stream()
                        .sorted(Comparator.comparingDouble(
                                entry -> -entry.getValue().difference()))
                        .toList());
    }

    /** {@code model, baseline, metric, difference, per_class}; shares of 1, intervals of 95 % over images. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", evaluation.model());
        json.put("baseline", baseline.model());
        json.put("metric", evaluation.evaluator().metric());
        add(json.putObject("difference"), baseline.comparison().map());
        ArrayNode perClass = json.putArray("per_class");
        for (Map.Entry<String, Difference> entry : sorted) {
            ObjectNode one = perClass.addObject();
            one.put("class", entry.getKey());
            add(one, entry.getValue());
        }
        return json;
    }

    private static void add(ObjectNode json, Difference difference) {
        json.set("difference", JsonNumber.of(difference.difference()));
        json.set("low", JsonNumber.of(difference.low()));
        json.set("high", JsonNumber.of(difference.high()));
    }

    /** Bars in the order of their lengths, gains and drops in colours of their own. */
    BarChart chart() {
        List<Bar> bars = sorted.stream()
                .map(entry -> bar(entry.getKey(), entry.getValue()))
                .toList();
        return new BarChart(
                evaluation.evaluator().metric() + " against the baseline, in points, with 95 % intervals",
                bars,
                List.of(
                        new Legend("gain of " + evaluation.model(), GAIN),
                        new Legend("drop; baseline: " + baseline.model(), DROP)));
    }

    private static Bar bar(String name, Difference difference) {
        return new Bar(
                name,
                100 * difference.difference(),
                100 * difference.low(),
                100 * difference.high(),
                difference.difference() < 0 ? DROP : GAIN);
    }
}
