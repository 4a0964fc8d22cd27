package io.freebies.zoo;

import io.freebies.box.NmsSettings;
import io.freebies.graph.DType;
import io.freebies.graph.GraphBuilder;
import io.freebies.graph.Op;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From raw heads to boxes and scores (YOLOv3): centre = (sigmoid(t) + cell) * stride, size = exp(t) * anchor,
 * score = sigmoid(class) * sigmoid(objectness). Tables have the full shape of what they are combined with and slices
 * stand where a split could, because some readers know no broadcasting and no sized split.
 */
final class YoloDecode {
    private final GraphBuilder builder;
    private final YoloGrid grid;
    private final int classes;

    YoloDecode(GraphBuilder builder, YoloGrid grid, int classes) {
        this.builder = builder;
        this.grid = grid;
        this.classes = classes;
    }

    /** Raw heads, deepest first, to {@code [batch, 4 + classes, N]}. */
    Value decoded(List<Value> heads) {
        Value flat = flatten(heads);
        Value centre = builder.node("decode.centre.fraction", new Op.Sigmoid(), slice("decode.centre.raw", flat, 0, 2));
        Value strides = table("decode.stride", (a, stride, c, r) -> stride, (a, stride, c, r) -> stride);
        Value cells = table("decode.cell", (a, stride, c, r) -> c * stride, (a, stride, c, r) -> r * stride);
        centre = builder.node("decode.centre.scaled", new Op.Mul(), centre, strides);
        centre = builder.node("decode.centre", new Op.Add(), centre, cells);
        Value size = builder.node("decode.size.factor", new Op.Exp(), slice("decode.size.raw", flat, 2, 4));
        Value anchors = table(
                "decode.anchor",
                (a, s, c, r) -> grid.anchors().get(a).width(),
                (a, s, c, r) -> grid.anchors().get(a).height());
        size = builder.node("decode.size", new Op.Mul(), size, anchors);
        Value object = builder.node("decode.object", new Op.Sigmoid(), slice("decode.object.raw", flat, 4, 5));
        Value name = builder.node("decode.class", new Op.Sigmoid(), slice("decode.class.raw", flat, 5, 5 + classes));
        Value score = builder.node("decode.score", new Op.Mul(), name, object);
        return builder.node("output0", new Op.Concat(1), centre, size, score);
    }

    private Value flatten(List<Value> heads) {
        List<Value> rows = new ArrayList<>();
        for (Value head : heads) {
            long cells = head.shape().dim(2) * head.shape().dim(3);
            Op perAnchor = new Op.Reshape(List.of(0L, 3L, 5L + classes, cells));
            rows.add(builder.node(head.name() + ".cells", perAnchor, head));
        }
        Value all = builder.nodes("decode.cells", new Op.Concat(3), rows, List.of("decode.cells"))
                .get(0);
        Value byKind = builder.node("decode.kinds", new Op.Transpose(List.of(0L, 2L, 1L, 3L)), all);
        Op flat = new Op.Reshape(List.of(0L, 5L + classes, (long) grid.predictions()));
        return builder.node("decode.flat", flat, byKind);
    }

    private Value slice(String name, Value flat, long start, long end) {
        return builder.node(name, Op.Slice.of(1, start, end), flat);
    }

    /** A constant [1, 2, N] of one number for x and one for y per prediction. */
    private Value table(String name, YoloGrid.Entry x, YoloGrid.Entry y) {
        int n = grid.predictions();
        float[] both = new float[2 * n];
        System.arraycopy(grid.table(x), 0, both, 0, n);
        System.arraycopy(grid.table(y), 0, both, n, n);
        return builder.constant(name, DType.FLOAT32, new Tensor(Shape.of(1, 2, n), both));
    }

    /**
     * Decoded predictions to {@code detections} [batch, most, 6]. As {@link io.freebies.box.Nms} does it, with fixed
     * counts: the best candidates over all classes, suppression per class, the best of what is left, score -1 where
     * nothing is left.
     */
    Value suppressed(Value decoded, NmsSettings nms) {
        long n = grid.predictions();
        long k = Math.min(nms.candidates(), n * classes);
        long most = Math.min(nms.maxDetections(), k);
        Value boxes = builder.node("nms.boxes.raw", Op.Slice.of(1, 0, 4), decoded);
        boxes = builder.node("nms.boxes", new Op.Transpose(List.of(0L, 2L, 1L)), boxes);
        Value scores = builder.node("nms.scores.raw", Op.Slice.of(1, 4, 4 + classes), decoded);
        scores = reshape("nms.scores", scores, 0, classes * n);
        List<Value> best = builder.nodes(
                "nms.best", new Op.TopK(k, 1), List.of(scores), List.of("nms.best.score", "nms.best.index"));
        Value label = builder.node("nms.best.class", new Op.Div(), best.get(1), whole("nms.n", n));
        Value candidates = pick("nms.candidate", boxes, remainder("nms.best", best.get(1), label, "nms.n.again", n), k);
        Value perClass = perClass(best.get(0), label, k);
        Value kept = keep(candidates, perClass, nms, k);
        List<Value> top =
                builder.nodes("nms.top", new Op.TopK(most, 1), List.of(kept), List.of("nms.score", "nms.top.index"));
        Value topLabel = builder.node("nms.class", new Op.Div(), top.get(1), whole("nms.k", k));
        Value slot = remainder("nms.top", top.get(1), topLabel, "nms.k.again", k);
        Value corners = corners(pick("nms.top.box", candidates, slot, most));
        Value score = reshape("nms.score.column", top.get(0), 0, most, 1);
        Value labelFloat = builder.node("nms.class.float", new Op.Cast(DType.FLOAT32), topLabel);
        return builder.node(
                "detections", new Op.Concat(2), corners, score, reshape("nms.class.column", labelFloat, 0, most, 1));
    }

    /** Scores [batch, classes, k]: each candidate's in the row of its class, 0 elsewhere. */
    private Value perClass(Value score, Value label, long k) {
        float[] labels = new float[classes];
        for (int c = 0; c < classes; c++) {
            labels[c] = c;
        }
        Value all = builder.constant("nms.classes", DType.INT64, new Tensor(Shape.of(1, classes, 1), labels));
        Value own = builder.node("nms.own", new Op.Equal(), reshape("nms.best.class.row", label, 0, 1, k), all);
        Value mask = builder.node("nms.mask", new Op.Cast(DType.FLOAT32), own);
        return builder.node("nms.per_class", new Op.Mul(), mask, reshape("nms.best.score.row", score, 0, 1, k));
    }

    /** Scores [batch, classes * k] of what suppression keeps, -1 elsewhere. */
    private Value keep(Value candidates, Value perClass, NmsSettings nms, long k) {
        Op suppression = new Op.NonMaxSuppression(nms.iouThreshold(), nms.maxDetections(), nms.scoreThreshold());
        Value selected = builder.node("nms.selected", suppression, candidates, perClass);
        Value selectedScores = builder.node("nms.selected.score", new Op.GatherND(0), perClass, selected);
        Value zeros = builder.node("nms.zeros", new Op.Mul(), perClass, number("nms.zero", 0));
        Value none = builder.node("nms.none", new Op.Add(), zeros, number("nms.minus_one", -1));
        Value dense = builder.node("nms.dense", new Op.ScatterND(), none, selected, selectedScores);
        return reshape("nms.dense.row", dense, 0, classes * k);
    }

    private Value corners(Value box) {
        Value centre = builder.node("nms.centre", Op.Slice.of(2, 0, 2), box);
        Value size = builder.node("nms.size", Op.Slice.of(2, 2, 4), box);
        Value half = builder.node("nms.half", new Op.Mul(), size, number("nms.one_half", 0.5f));
        Value low = builder.node("nms.low", new Op.Sub(), centre, half);
        Value high = builder.node("nms.high", new Op.Add(), centre, half);
        return builder.node("nms.corners", new Op.Concat(2), low, high);
    }

    /** {@code index - quotient * divisor}. */
    private Value remainder(String name, Value index, Value quotient, String constant, long divisor) {
        Value whole = builder.node(name + ".whole", new Op.Mul(), quotient, whole(constant, divisor));
        return builder.node(name + ".remainder", new Op.Sub(), index, whole);
    }

    /** Rows of data [batch, n, 4] at indices [batch, count]. */
    private Value pick(String name, Value data, Value indices, long count) {
        return builder.node(name, new Op.GatherND(1), data, reshape(name + ".tuple", indices, 0, count, 1));
    }

    private Value reshape(String name, Value value, long... shape) {
        return builder.node(name, new Op.Reshape(Arrays.stream(shape).boxed().toList()), value);
    }

    private Value whole(String name, long number) {
        return builder.constant(name, DType.INT64, new Tensor(Shape.of(1), new float[] {number}));
    }

    private Value number(String name, float number) {
        return builder.constant(name, DType.FLOAT32, new Tensor(Shape.of(1), new float[] {number}));
    }
}
