package io.freebies.bench.ablate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be trained and compared.
 *
 * @param name of its files
 * @param title for people
 * @param rows in the paper's order
 */
record Study(String name, String title, List<Row> rows) {
    /** Copies the list. */
    Study {
        rows = List.copyOf(rows);
    }

    /** Table 1: ways to mix. */
    static Study table1(String family) {
        String recipe = family + "-table1-";
        return new Study(
                "table1",
                "Table 1: mixup",
                List.of(
                        row("baseline", recipe + "baseline", 0, 81.5),
                        row("0.5:0.5 evenly", recipe + "even", 0, 83.05),
                        row("beta(1.0, 1.0), weighted loss", recipe + "beta-1.0", 0, 83.48),
                        row("beta(1.5, 1.5), weighted loss", recipe + "beta-1.5", 0, 83.54)));
    }

    /**
     * Table 2: one freebie more in each row.
     *
     * @param leaveOneOut whether the whole bag without each of its parts follows, compared with the whole bag
     */
    static Study table2(String family, boolean leaveOneOut) {
        String recipe = family + "-table2-";
        List<Row> rows = new ArrayList<>(List.of(
                row("- data augmentation", recipe + "no-augmentation", 1, 64.26),
                row("baseline", family + "-baseline", 1, 80.25),
                // On one device the norms see the whole batch as they are: the baseline's training.
                row("+ synchronize BN", family + "-baseline", 1, 80.81),
                row("+ random training shapes", recipe + "random-shapes", 1, 81.23),
                row("+ cosine lr schedule", recipe + "cosine", 1, 81.69),
                row("+ class label smoothing", recipe + "label-smoothing", 1, 82.14),
                row("+ mixup", recipe + "mixup", 1, 83.68)));
        if (leaveOneOut) {
            int whole = rows.size() - 1;
            for (String part : List.of("random_shapes", "cosine", "label_smoothing", "mixup")) {
                rows.add(without(part.replace('_', ' '), "freebies." + part, recipe + "mixup", whole));
            }
            rows.add(without("data augmentation", "data.augmentation", recipe + "mixup", whole));
        }
        return new Study("table2", "Table 2: training refinements, one after the other", rows);
    }

    private static Row without(String label, String key, String recipe, int whole) {
        return new Row(
                "bag without " + label, recipe, List.of(key + "=null"), OptionalInt.empty(), whole, Optional.empty());
    }

    /** Table 5: mixup in the backbone's pre-training, in the detector's, in both. */
    static Study table5(String family) {
        List<Row> rows = new ArrayList<>();
        double[] paper = {35.0, 35.3, 36.4, 37.0};
        for (String backbone : List.of("nano", "nano-mixup")) {
            String words = backbone.equals("nano") ? "backbone without mixup" : "backbone with mixup";
            for (String recipe : List.of("baseline", "bof")) {
                rows.add(new Row(
                        words + ", " + (recipe.equals("bof") ? "bag of freebies" : "baseline"),
                        family + "-" + recipe,
                        List.of("model.init=shipped:" + backbone),
                        OptionalInt.empty(),
                        0,
                        Optional.of(paper[rows.size()])));
            }
        }
        return new Study("table5", "Table 5: mixup in pre-training and in detection (paper: AP on COCO)", rows);
    }

    /** Baseline and bag in turn, at every length. */
    static Study lengths(String family, List<Integer> lengths) {
        List<Row> rows = new ArrayList<>();
        for (int epochs : lengths) {
            int baseline = rows.size();
            OptionalInt length = OptionalInt.of(epochs);
            String words = ", " + epochs + " epochs";
            rows.add(new Row("baseline" + words, family + "-baseline", List.of(), length, baseline, Optional.empty()));
            rows.add(new Row("bag" + words, family + "-bof", List.of(), length, baseline, Optional.empty()));
        }
        return new Study("lengths", "Baseline and bag of freebies by length of training", rows);
    }

    private static Row row(String label, String recipe, int reference, double paper) {
        return new Row(label, recipe, List.of(), OptionalInt.empty(), reference, Optional.of(paper));
    }

    /** Every row with more overrides, and of another length if it has none of its own. */
    Study with(List<String> set, OptionalInt epochs) {
        return new Study(
                name, title, rows.stream().map(row -> row.with(set, epochs)).toList());
    }
}
