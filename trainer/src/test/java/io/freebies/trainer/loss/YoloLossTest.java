package io.freebies.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.trainer.augment.TrainingObject;
import io.freebies.trainer.djl.DjlEngine;
import io.freebies.zoo.ModelZoo;
import io.freebies.zoo.YoloGrid;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class YoloLossTest {
    private static final int CLASSES = 3;
    private final YoloGrid grid = new YoloGrid(
            64, ModelZoo.defaultSpec("yolov3-nano", List.of("a", "b", "c")).anchors());

    /** Two pictures: one with an easy and a hard object of a mixed pair, one without any. */
    private YoloTargets targets() {
        List<TrainingObject> mixed = List.of(
                new TrainingObject(new Box(3, 5, 41, 33), 2, 0.3), new TrainingObject(new Box(30, 20, 44, 60), 0, 0.7));
        return YoloTargets.assign(grid, List.of(mixed, List.of()));
    }

    private double[][][] raw(double scale) {
        SplittableRandom random = new SplittableRandom(7);
        double[][][] raw = new double[2][5 + CLASSES][grid.predictions()];
        for (double[][] picture : raw) {
            for (double[] row : picture) {
                for (int n = 0; n < row.length; n++) {
                    row[n] = (float) (scale * random.nextGaussian());
                }
            }
        }
        return raw;
    }

    /** The maps that the heads would have given: the inverse of how the loss reads them. */
    private NDList heads(NDManager manager, double[][][] raw) {
        NDList heads = new NDList();
        for (int scale = 0; scale < 3; scale++) {
            int side = grid.side(scale);
            int kinds = 5 + CLASSES;
            float[] map = new float[raw.length * 3 * kinds * side * side];
            for (int i = 0; i < map.length; i++) {
                int cell = i % (side * side);
                int kind = i / (side * side) % kinds;
                int anchor = i / (side * side * kinds) % 3;
                int n = grid.prediction(3 * scale + anchor, cell % side, cell / side);
                map[i] = (float) raw[i / (side * side * kinds * 3)][kind][n];
            }
            heads.add(manager.create(map, new Shape(raw.length, 3L * kinds, side, side)));
        }
        return heads;
    }

    @Test
    void theTermsEqualTheScalarReference() {
        for (ClassTargets classTargets : List.of(ClassTargets.HARD, new ClassTargets(0.93, 0.03))) {
            double[] expected = new ScalarYoloLoss(CLASSES, classTargets).terms(raw(0.6), targets());
            try (NDManager manager = DjlEngine.open("cpu")) {
                NDList terms = new YoloLoss(CLASSES, classTargets).terms(heads(manager, raw(0.6)), targets());
                for (int t = 0; t < 4; t++) {
                    assertThat((double) terms.get(t).getFloat()).isCloseTo(expected[t], within(1e-4 * expected[t]));
                }
            }
        }
    }

    @Test
    void aNegativeThatOverlapsAnObjectWellIsIgnored() {
        // With raw outputs of zero every anchor sits in the middle of its cell: the largest, one cell to the left of
        // this
        // object's, overlaps it by 0.84.
        Box large = BoxFormat.fromCenter(
                33, 16, grid.anchors().get(2).width(), grid.anchors().get(2).height());
        YoloTargets targets = YoloTargets.assign(grid, List.of(List.of(new TrainingObject(large, 0, 1)), List.of()));
        double[][][] raw = raw(0);
        double[] expected = new ScalarYoloLoss(CLASSES, ClassTargets.HARD).terms(raw, targets);
        assertThat(expected[0] * 2).isLessThan(2 * grid.predictions() * Math.log(2) - 0.5);
        try (NDManager manager = DjlEngine.open("cpu")) {
            NDList terms = new YoloLoss(CLASSES, ClassTargets.HARD).terms(heads(manager, raw), targets);
            assertThat((double) terms.get(0).getFloat()).isCloseTo(expected[0], within(1e-3));
        }
    }

    /** The engine's array of a plain number is in memory that may then have another owner. */
    @Test
    void aGarbageCollectionBetweenLossAndGradientChangesNothing() throws InterruptedException {
        List<float[]> gradients = new ArrayList<>();
        for (boolean collect : new boolean[] {false, true}) {
            try (NDManager manager = DjlEngine.open("cpu");
                    GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDList heads = heads(manager, raw(0.6));
                heads.forEach(h -> h.setRequiresGradient(true));
                NDList terms = new YoloLoss(CLASSES, ClassTargets.HARD).terms(heads, targets());
                List<ByteBuffer> others = new ArrayList<>();
                for (int i = 0; collect && i < 3; i++) {
                    System.gc();
                    Thread.sleep(20);
                }
                for (int i = 0; collect && i < 20_000; i++) {
                    others.add(ByteBuffer.allocateDirect(Float.BYTES).putFloat(0, 1000));
                }
                collector.backward(
                        terms.get(0).add(terms.get(1)).add(terms.get(2)).add(terms.get(3)));
                gradients.add(heads.get(0).getGradient().toFloatArray());
                assertThat(others).hasSize(collect ? 20_000 : 0);
            }
        }
        assertThat(gradients.get(1)).containsExactly(gradients.get(0));
    }

    @Test
    void gradientsEqualFiniteDifferences() {
        double[][][] raw = raw(0.6);
        YoloTargets targets = targets();
        int positive = targets.positives().keySet().iterator().next();
        ScalarYoloLoss reference = new ScalarYoloLoss(CLASSES, ClassTargets.HARD);
        try (NDManager manager = DjlEngine.open("cpu")) {
            NDList heads = heads(manager, raw);
            heads.forEach(h -> h.setRequiresGradient(true));
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDList terms = new YoloLoss(CLASSES, ClassTargets.HARD).terms(heads, targets);
                collector.backward(
                        terms.get(0).add(terms.get(1)).add(terms.get(2)).add(terms.get(3)));
            }
            double[][][] found = unflatten(heads);
            for (int kind = 0; kind < 5 + CLASSES; kind++) {
                assertThat(found[0][kind][positive])
                        .isCloseTo(difference(reference, raw, targets, kind, positive), within(1e-3));
            }
        }
    }

    private static double difference(ScalarYoloLoss reference, double[][][] raw, YoloTargets targets, int kind, int n) {
        double before = raw[0][kind][n];
        double h = 1e-5;
        raw[0][kind][n] = before + h;
        double high = sum(reference.terms(raw, targets));
        raw[0][kind][n] = before - h;
        double low = sum(reference.terms(raw, targets));
        raw[0][kind][n] = before;
        return (high - low) / (2 * h);
    }

    private static double sum(double[] terms) {
        return terms[0] + terms[1] + terms[2] + terms[3];
    }

    private double[][][] unflatten(NDList heads) {
        int kinds = 5 + CLASSES;
        double[][][] result = new double[2][kinds][grid.predictions()];
        for (int scale = 0; scale < 3; scale++) {
            int area = grid.side(scale) * grid.side(scale);
            float[] gradient = heads.get(scale).getGradient().toFloatArray();
            for (int i = 0; i < gradient.length; i++) {
                int cell = i % area;
                int n = grid.prediction(
                        3 * scale + i / (area * kinds) % 3, cell % grid.side(scale), cell / grid.side(scale));
                result[i / (area * kinds * 3)][i / area % kinds][n] = gradient[i];
            }
        }
        return result;
    }

    @Test
    void aBatchWithoutObjectsHasObjectnessAlone() {
        YoloTargets none = YoloTargets.assign(grid, List.of(List.of(), List.of()));
        try (NDManager manager = DjlEngine.open("cpu")) {
            NDList terms = new YoloLoss(CLASSES, ClassTargets.HARD).terms(heads(manager, raw(0)), none);
            assertThat(terms.get(0).getFloat()).isCloseTo((float) (grid.predictions() * Math.log(2)), within(0.01f));
            assertThat(terms.get(1).getFloat()
                            + terms.get(2).getFloat()
                            + terms.get(3).getFloat())
                    .isZero();
        }
    }

    private float[] terms(double[][][] raw, ClassTargets classTargets, YoloTargets targets) {
        float[] terms = new float[4];
        try (NDManager manager = DjlEngine.open("cpu")) {
            NDList list = new YoloLoss(CLASSES, classTargets).terms(heads(manager, raw), targets);
            for (int t = 0; t < 4; t++) {
                terms[t] = list.get(t).getFloat();
            }
        }
        return terms;
    }

    /** One object in the first of two pictures, counting so much. */
    private YoloTargets weighing(double weight) {
        TrainingObject object = new TrainingObject(new Box(3, 5, 41, 33), 2, weight);
        return YoloTargets.assign(grid, List.of(List.of(object), List.of()));
    }

    @Test
    void lambdaWeighsThePositivesTermsAndNotTheNegatives() {
        double[][][] raw = raw(0.6);
        float[] full = terms(raw, ClassTargets.HARD, weighing(1));
        float[] none = terms(raw, ClassTargets.HARD, weighing(0));
        float[] part = terms(raw, ClassTargets.HARD, weighing(0.3));
        // Without weight the negatives alone are left: objectness stays, the other terms vanish.
        assertThat(none[0]).isGreaterThan(0.9f * full[0]);
        assertThat(new float[] {none[1], none[2], none[3]}).containsExactly(0, 0, 0);
        for (int t = 0; t < 4; t++) {
            assertThat((double) part[t]).isCloseTo(none[t] + 0.3 * (full[t] - none[t]), within(1e-3));
        }
        assertThat(full[0] - none[0]).isGreaterThan(0.01f);
    }

    private static double logit(double p) {
        return Math.log(p / (1 - p));
    }

    @Test
    void theBestAnswersClassLossIsTheEntropyOfTheTargets() {
        ClassTargets smooth = new ClassTargets(0.975, 0.025);
        YoloTargets targets = weighing(1);
        int positive = targets.positives().keySet().iterator().next();
        double[][][] raw = raw(0);
        for (int c = 0; c < CLASSES; c++) {
            raw[0][5 + c][positive] = logit(c == 2 ? smooth.own() : smooth.other());
        }
        double entropy = -0.975 * Math.log(0.975) - 0.025 * Math.log(0.025);
        // Per picture, and there are two.
        assertThat((double) terms(raw, smooth, targets)[3]).isCloseTo(CLASSES * entropy / 2, within(1e-5));
        raw[0][7][positive] += 0.5;
        assertThat((double) terms(raw, smooth, targets)[3]).isGreaterThan(CLASSES * entropy / 2 + 1e-3);
    }

    @Test
    void theBestAnswersCentreLossIsHalfANatPerCoordinateOnAverage() {
        // Reference B.5: about 0.5 nat times 2 coordinates times (2 - area), because fractions of cells are targets.
        SplittableRandom random = new SplittableRandom(5);
        double sum = 0;
        double expected = 0;
        for (int i = 0; i < 400; i++) {
            Box box = BoxFormat.fromCenter(random.nextDouble(64), random.nextDouble(64), 12, 10);
            YoloTargets targets = YoloTargets.assign(grid, List.of(List.of(new TrainingObject(box, 0, 1)), List.of()));
            double[][][] raw = raw(0);
            targets.positives().forEach((at, positive) -> {
                raw[0][0][at] = logit(positive.x());
                raw[0][1][at] = logit(positive.y());
            });
            sum += new ScalarYoloLoss(CLASSES, ClassTargets.HARD).terms(raw, targets)[1] * 2;
            expected += 0.5 * 2 * (2 - 120.0 / (64 * 64));
            if (i < 3) {
                assertThat((double) terms(raw, ClassTargets.HARD, targets)[1] * 2)
                        .isCloseTo(
                                new ScalarYoloLoss(CLASSES, ClassTargets.HARD).terms(raw, targets)[1] * 2,
                                within(1e-4));
            }
        }
        assertThat(sum / expected).isCloseTo(1, within(0.05));
    }
}
