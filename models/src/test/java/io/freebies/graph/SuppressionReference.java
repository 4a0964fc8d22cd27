package io.freebies.graph;

import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Greedy suppression as ONNX defines it: by picture, then by class, then by falling score, ties by box index. */
final class SuppressionReference {
    private final Op.NonMaxSuppression op;
    private final Numbers boxes;
    private final Numbers scores;
    private final List<int[]> selected = new ArrayList<>();

    SuppressionReference(Op.NonMaxSuppression op, Numbers boxes, Numbers scores) {
        this.op = op;
        this.boxes = boxes;
        this.scores = scores;
    }

    /** Triples of picture, class and box. */
    Numbers selected() {
        for (int picture = 0; picture < scores.dims()[0]; picture++) {
            for (int label = 0; label < scores.dims()[1]; label++) {
                suppress(picture, label);
            }
        }
        Numbers result = Numbers.zeros(selected.size(), 3);
        for (int i = 0; i < result.data().length; i++) {
            result.data()[i] = selected.get(i / 3)[i % 3];
        }
        return result;
    }

    private void suppress(int picture, int label) {
        int count = scores.dims()[2];
        int row = (picture * scores.dims()[1] + label) * count;
        List<Integer> byScore = IntStream.range(0, count)
                .boxed()
                .filter(i -> scores.data()[row + i] > (float) op.scoreThreshold())
                .sorted(Comparator.comparingDouble(i -> -scores.data()[row + i]))
                .toList();
        List<Box> kept = new ArrayList<>();
        for (int i : byScore) {
            Box box = box(picture, i);
            if (kept.size() < op.maxOutputBoxesPerClass()
                    && kept.stream().noneMatch(better -> better.iou(box) > op.iouThreshold())) {
                kept.add(box);
                selected.add(new int[] {picture, label, i});
            }
        }
    }

    private Box box(int picture, int index) {
        int at = (picture * boxes.dims()[1] + index) * 4;
        float[] b = boxes.data();
        return BoxFormat.fromCenter(b[at], b[at + 1], b[at + 2], b[at + 3]);
    }
}
