package io.freebies.verifier.score;

import io.freebies.score.CocoEvaluator;
import io.freebies.score.CocoScore;
import io.freebies.score.CocoScore.Table;
import io.freebies.score.PairedBootstrap.Difference;
import io.freebies.score.ScoreCard;
import java.util.List;
import java.util.Locale;

/** An evaluation for people: a line per class and the mean, in percent; for COCO the twelve numbers too. */
final class ScoreTable {
    private final StringBuilder text = new StringBuilder();
    private final int width;

    private ScoreTable(List<String> classes) {
        width = Math.max(4, classes.stream().mapToInt(String::length).max().orElse(0));
    }

    /** The lines, each with its end. */
    static String of(Evaluation evaluation) {
        List<String> classes = evaluation.evaluator().classes();
        ScoreTable table = new ScoreTable(classes);
        if (evaluation.evaluator() instanceof CocoEvaluator coco) {
            table.coco(classes, coco.tables());
        } else {
            table.voc(classes, evaluation.evaluator().score());
        }
        evaluation
                .baseline()
                .ifPresent(b -> table.row(
                        "against the baseline", difference(b.comparison().map())));
        return table.text.toString();
    }

    private void voc(List<String> classes, ScoreCard card) {
        classes.forEach(name -> row(name, percent(card.perClassAp().getOrDefault(name, Double.NaN))));
        row("mAP", percent(card.map()));
    }

    private void coco(List<String> classes, CocoScore score) {
        row("", "    AP   AP50");
        for (int label = 0; label < classes.size(); label++) {
            Table table = score.of(label);
            row(classes.get(label), percent(table.averagePrecision()) + " " + percent(table.averagePrecision(0.5)));
        }
        List<Double> stats = score.stats();
        for (int i = 0; i < stats.size(); i++) {
            row(CocoScore.STATS.get(i), percent(stats.get(i) < 0 ? Double.NaN : stats.get(i)));
        }
    }

    private void row(String name, String value) {
        text.append(String.format(Locale.ROOT, "%-" + width + "s  %s%n", name, value));
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "     -" : String.format(Locale.ROOT, "%6.2f", 100 * share);
    }

    private static String difference(Difference difference) {
        return String.format(
                Locale.ROOT,
                "%+.2f [%+.2f, %+.2f] points",
                100 * difference.difference(),
                100 * difference.low(),
                100 * difference.high());
    }
}
