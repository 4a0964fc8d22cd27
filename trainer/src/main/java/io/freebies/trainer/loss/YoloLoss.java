package io.freebies.trainer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.freebies.box.Box;
import io.freebies.trainer.loss.YoloTargets.Positive;
import io.freebies.zoo.YoloGrid;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

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
        float pictures = targets.truths().size();
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
        float[] weight = new float[pictures * n];
        float[] negative = new float[pictures * n];
        Arrays.fill(negative, 1);
        targets.positives().forEach((position, positive) -> {
            target[position] = 1;
            weight[position] = (float) positive.weight();
            negative[position] = 0;
        });
        NDManager manager = flat.getManager();
        Shape shape = new Shape(pictures, n);
        NDArray counted = notIgnored(flat.stopGradient(), targets)
                .mul(manager.create(negative, shape))
                .add(manager.create(weight, shape));
        NDArray entropy = CrossEntropy.sigmoid(flat.get(":, 4"), manager.create(target, shape));
        return entropy.mul(counted).sum();
    }

    /** [B, N]: 0 where the predicted box overlaps some object by more than the limit, else 1. */
    private static NDArray notIgnored(NDArray flat, YoloTargets targets) {
        YoloGrid grid = targets.grid();
        NDManager manager = flat.getManager();
        int pictures = targets.truths().size();
        int most = targets.truths().stream().mapToInt(List::size).max().orElse(0);
        if (most == 0) {
            return manager.ones(new Shape(pictures, grid.predictions()));
        }
        NDArray x = center(manager, flat.get(":, 0"), grid, (a, stride, c, r) -> c);
        NDArray y = center(manager, flat.get(":, 1"), grid, (a, stride, c, r) -> r);
        NDArray w = half(
                manager,
                flat.get(":, 2"),
                grid,
                (a, s, c, r) -> grid.anchors().get(a).width());
        NDArray h = half(
                manager,
                flat.get(":, 3"),
                grid,
                (a, s, c, r) -> grid.anchors().get(a).height());
        NDList truth = corners(manager, targets.truths(), most);
        NDArray across = span(x.sub(w), x.add(w), truth.get(0), truth.get(2));
        NDArray down = span(y.sub(h), y.add(h), truth.get(1), truth.get(3));
        NDArray common = across.mul(down);
        NDArray truthArea = truth.get(2).sub(truth.get(0)).mul(truth.get(3).sub(truth.get(1)));
        NDArray area = w.mul(h).mul(4).expandDims(2);
        // common / (area + truth - common) > t, without the division.
        NDArray limit = area.add(truthArea).mul((float) (IGNORE_ABOVE / (1 + IGNORE_ABOVE)));
        NDArray over = common.gt(limit).toType(DataType.FLOAT32, false);
        return over.max(new int[] {2}).neg().add(1);
    }

    private static NDArray center(NDManager manager, NDArray raw, YoloGrid grid, YoloGrid.Entry cell) {
        NDArray stride = manager.create(grid.table((a, s, c, r) -> s));
        return Activation.sigmoid(raw).add(manager.create(grid.table(cell))).mul(stride);
    }

    private static NDArray half(NDManager manager, NDArray raw, YoloGrid grid, YoloGrid.Entry anchor) {
        return raw.exp().mul(manager.create(grid.table(anchor))).div(2);
    }

    /** x1, y1, x2, y2 of all objects, each [B, 1, most], zeros where there is none. */
    private static NDList corners(NDManager manager, List<List<Box>> truths, int most) {
        float[][] corners = new float[4][truths.size() * most];
        for (int b = 0; b < truths.size(); b++) {
            for (int g = 0; g < truths.get(b).size(); g++) {
                Box box = truths.get(b).get(g);
                corners[0][b * most + g] = (float) box.x1();
                corners[1][b * most + g] = (float) box.y1();
                corners[2][b * most + g] = (float) box.x2();
                corners[3][b * most + g] = (float) box.y2();
            }
        }
        NDList list = new NDList();
        for (float[] corner : corners) {
            list.add(manager.create(corner, new Shape(truths.size(), 1, most)));
        }
        return list;
    }

    /** [B, N, most]: how far two intervals overlap, at least 0. */
    private static NDArray span(NDArray low, NDArray high, NDArray truthLow, NDArray truthHigh) {
        NDArray end = NDArrays.minimum(high.expandDims(2), truthHigh);
        return Activation.relu(end.sub(NDArrays.maximum(low.expandDims(2), truthLow)));
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
