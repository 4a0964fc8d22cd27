package io.freebies.trainer.loss;

import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.trainer.loss.YoloTargets.Positive;
import io.freebies.zoo.YoloGrid;
import java.util.List;

/** The four losses in double precision, one prediction at a time: the slow reference. */
record ScalarYoloLoss(int classes, ClassTargets targets) {
    /** The terms, from raw outputs [B][5 + classes][N]. */
    double[] terms(double[][][] raw, YoloTargets assigned) {
        double[] terms = new double[4];
        YoloGrid grid = assigned.grid();
        for (int b = 0; b < raw.length; b++) {
            for (int anchor = 0; anchor < 9; anchor++) {
                int side = grid.side(anchor / 3);
                for (int cell = 0; cell < side * side; cell++) {
                    add(terms, raw[b], assigned, b, anchor, cell % side, cell / side);
                }
            }
        }
        for (int t = 0; t < 4; t++) {
            terms[t] /= raw.length;
        }
        return terms;
    }

    private void add(double[] terms, double[][] raw, YoloTargets assigned, int b, int anchor, int column, int row) {
        YoloGrid grid = assigned.grid();
        int n = grid.prediction(anchor, column, row);
        Positive p = assigned.positives().get(b * grid.predictions() + n);
        if (p == null) {
            if (!ignored(raw, assigned.truths().get(b), grid, n, anchor, column, row)) {
                terms[0] += entropy(raw[4][n], 0);
            }
            return;
        }
        double weight = p.weight() * p.boxWeight();
        terms[0] += p.weight() * entropy(raw[4][n], 1);
        terms[1] += weight * (entropy(raw[0][n], p.x()) + entropy(raw[1][n], p.y()));
        terms[2] += weight * (Math.abs(raw[2][n] - p.logWidth()) + Math.abs(raw[3][n] - p.logHeight()));
        for (int c = 0; c < classes; c++) {
            terms[3] += p.weight() * entropy(raw[5 + c][n], c == p.label() ? targets.own() : targets.other());
        }
    }

    private static boolean ignored(
            double[][] raw, List<Box> truths, YoloGrid grid, int n, int anchor, int column, int row) {
        double stride = YoloGrid.STRIDES.get(anchor / 3);
        Box box = BoxFormat.fromCenter(
                (sigmoid(raw[0][n]) + column) * stride,
                (sigmoid(raw[1][n]) + row) * stride,
                Math.exp(raw[2][n]) * grid.anchors().get(anchor).width(),
                Math.exp(raw[3][n]) * grid.anchors().get(anchor).height());
        return truths.stream().anyMatch(truth -> truth.iou(box) > 0.7);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    static double entropy(double logit, double target) {
        return -target * Math.log(sigmoid(logit)) - (1 - target) * Math.log(1 - sigmoid(logit));
    }
}
