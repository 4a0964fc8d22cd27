package io.freebies.trainer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.freebies.box.Box;
import io.freebies.trainer.loss.YoloTargets.Positive;
import io.freebies.zoo.YoloGrid;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * YOLOv3's four losses (reference section 2.5), each a plain sum over predictions divided by the number of pictures:
 *
 * <ul>
 *   <li>objectness: cross-entropy, target 1 weighted by the object's weight at positives, target 0 elsewhere, nothing
 *       where a prediction overlaps some object by more than {@value #IGNORE_ABOVE};
 *   <li>centre: cross-entropy with the fraction of the cell, weighted by weight and box weight;
 *   <li>scale: absolute difference of log sizes, weighted likewise;
 *   <li>class: cross-entropy of every class at positives, weighted by weight.
 * </ul>
 */
public final class YoloLoss implements Loss<YoloTargets> {
    private static final double IGNORE_ABOVE = 0.7;
    private static final float IGNORED_SHARE = (float) (IGNORE_ABOVE / (1 + IGNORE_ABOVE));

    private final int classes;
    private final ClassTargets classTargets;

    /** The loss for so many classes. */
    public YoloLoss(int classes, ClassTargets classTargets) {
        this.classes = classes;
        this.classTargets = classTargets;
    }

    @Override
    public List<String> names() {
        return List.of("objectness", "centre", "scale", "class");
    }

    /**
     * The four terms.
     *
     * @param heads raw maps, deepest first, each [B, 3 * (5 + classes), side, side]
     * @return four scalars that add up to the loss, differentiable with respect to the heads
     */
    @Override
    public NDList terms(NDList heads, YoloTargets targets) {
        YoloGrid grid = targets.grid();
        NDArray flat = flatten(heads, grid);
        NDManager manager = flat.getManager();
        NDArray objectness = objectness(flat, targets);
        // An array, since the way back needs it: the garbage collector may give a plain number's memory away before.
        NDArray pictures = manager.create((float) targets.truths().size());
        if (targets.positives().isEmpty()) {
            NDArray none = manager.create(0f);
            return new NDList(objectness.div(pictures), none, none, none);
        }
        NDArray rows = flat.transpose(0, 2, 1).reshape(-1, 5 + classes).get(positions(manager, targets));
        Columns columns = new Columns(manager, List.copyOf(targets.positives().values()));
        NDArray boxWeight = columns.of(p -> p.weight() * p.boxWeight());
        NDArray centre = CrossEntropy.sigmoid(rows.get(":, 0:2"), columns.of(Positive::x, Positive::y))
                .mul(boxWeight)
                .sum();
        NDArray scale = rows.get(":, 2:4")
                .sub(columns.of(Positive::logWidth, Positive::logHeight))
                .abs()
                .mul(boxWeight)
                .sum();
        NDArray name = CrossEntropy.sigmoid(rows.get(":, 5:"), columns.classes(classes, classTargets))
                .mul(columns.of(Positive::weight))
                .sum();
        return new NDList(objectness.div(pictures), centre.div(pictures), scale.div(pictures), name.div(pictures));
    }

    @Override
    public YoloTargets part(YoloTargets targets, int from, int to) {
        return targets.part(from, to);
    }

    /** Raw maps to [B, 5 + classes, N] in the grid's order. */
    private NDArray flatten(NDList heads, YoloGrid grid) {
        NDList perAnchor = new NDList();
        for (NDArray head : heads) {
            Shape s = head.getShape();
            perAnchor.add(head.reshape(s.get(0), YoloGrid.ANCHORS_PER_SCALE, 5L + classes, s.get(2) * s.get(3)));
        }
        return NDArrays.concat(perAnchor, 3).transpose(0, 2, 1, 3).reshape(-1, 5L + classes, grid.predictions());
    }

    private static NDArray objectness(NDArray flat, YoloTargets targets) {
        int n = targets.grid().predictions();
        int pictures = targets.truths().size();
        float[] target = new float[pictures * n];
        float[] counted = new float[pictures * n];
        Arrays.fill(counted, 1);
        ignore(flat.stopGradient(), targets, counted);
        targets.positives().forEach((position, positive) -> {
            target[position] = 1;
            counted[position] = (float) positive.weight();
        });
        NDManager manager = flat.getManager();
        Shape shape = new Shape(pictures, n);
        NDArray entropy = CrossEntropy.sigmoid(flat.get(":, 4"), manager.create(target, shape));
        return entropy.mul(manager.create(counted, shape)).sum();
    }

    /**
     * Sets to 0 what is counted of each predicted box that overlaps some object by more than the limit. Most pairs do not
     * meet at all, which a loop sees at once; with arrays of all pairs a small network's step with mixup, which has twice
     * the objects, took a tenth longer than one without.
     */
    private static void ignore(NDArray flat, YoloTargets targets, float[] counted) {
        if (targets.truths().stream().allMatch(List::isEmpty)) {
            return;
        }
        YoloGrid grid = targets.grid();
        NDManager manager = flat.getManager();
        Predicted predicted = new Predicted(
                center(manager, flat.get(":, 0"), grid, (a, stride, c, r) -> c).toFloatArray(),
                center(manager, flat.get(":, 1"), grid, (a, stride, c, r) -> r).toFloatArray(),
                half(
                                manager,
                                flat.get(":, 2"),
                                grid,
                                (a, s, c, r) -> grid.anchors().get(a).width())
                        .toFloatArray(),
                half(
                                manager,
                                flat.get(":, 3"),
                                grid,
                                (a, s, c, r) -> grid.anchors().get(a).height())
                        .toFloatArray());
        int n = grid.predictions();
        IntStream.range(0, targets.truths().size()).parallel().forEach(picture -> {
            for (Box truth : targets.truths().get(picture)) {
                predicted.ignore(truth, picture * n, (picture + 1) * n, counted);
            }
        });
    }

    /** Centres and half extents of all predicted boxes, in pixels, [B * N] each. */
    @SuppressWarnings("ArrayRecordComponent") // lives for one loss; never compared
    private record Predicted(float[] x, float[] y, float[] w, float[] h) {
        void ignore(Box truth, int from, int to, float[] counted) {
            float x1 = (float) truth.x1();
            float y1 = (float) truth.y1();
            float x2 = (float) truth.x2();
            float y2 = (float) truth.y2();
            float area = (x2 - x1) * (y2 - y1);
            for (int i = from; i < to; i++) {
                float across = Math.min(x[i] + w[i], x2) - Math.max(x[i] - w[i], x1);
                float down = Math.min(y[i] + h[i], y2) - Math.max(y[i] - h[i], y1);
                // common / (area + truth - common) > t, without the division.
                if (across > 0 && down > 0 && across * down > (w[i] * h[i] * 4 + area) * IGNORED_SHARE) {
                    counted[i] = 0;
                }
            }
        }
    }

    private static NDArray center(NDManager manager, NDArray raw, YoloGrid grid, YoloGrid.Entry cell) {
        NDArray stride = manager.create(grid.table((a, s, c, r) -> s));
        return Activation.sigmoid(raw).add(manager.create(grid.table(cell))).mul(stride);
    }

    private static NDArray half(NDManager manager, NDArray raw, YoloGrid grid, YoloGrid.Entry anchor) {
        return raw.exp().mul(manager.create(grid.table(anchor))).div(2);
    }

    private static NDIndex positions(NDManager manager, YoloTargets targets) {
        long[] positions =
                targets.positives().keySet().stream().mapToLong(p -> p).toArray();
        return new NDIndex("{}", manager.create(positions));
    }

    /** Numbers of the positives as arrays [P, columns]. */
    private record Columns(NDManager manager, List<Positive> positives) {
        @SafeVarargs
        final NDArray of(ToDoubleFunction<Positive>... columns) {
            float[] numbers = new float[positives.size() * columns.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) columns[i % columns.length].applyAsDouble(positives.get(i / columns.length));
            }
            return manager.create(numbers, new Shape(positives.size(), columns.length));
        }

        NDArray classes(int classes, ClassTargets targets) {
            List<Integer> labels = positives.stream().map(Positive::label).toList();
            return manager.create(targets.rows(labels, classes), new Shape(positives.size(), classes));
        }
    }
}
