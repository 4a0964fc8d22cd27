package io.freebies.verifier.adapter;

import static io.freebies.verifier.adapter.AnswerLayout.Extent.ANY;
import static io.freebies.verifier.adapter.AnswerLayout.Extent.CLASSES;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a model's outputs mean. B pictures, N predictions, C classes, k detections. */
public enum AnswerLayout {
    /** One output [B, 4 + C, N]: centre x, centre y, width, height in pixels of the input, then scores. */
    ULTRALYTICS(false, List.of(List.of(ANY, CLASSES.plus(4), ANY))),
    /** One output [B, N, 5 + C]: centre x, centre y, width, height in pixels of the input, objectness, class scores. */
    YOLOV5(false, List.of(List.of(ANY, ANY, CLASSES.plus(5)))),
    /** As {@link #YOLOV5}, but centres are offsets from a cell and sizes are logarithms, both in strides of the cell. */
    YOLOX(false, List.of(List.of(ANY, ANY, CLASSES.plus(5)))),
    /**
     * Boxes [1, N, 4] as y1, x1, y2, x2 in pixels of the picture, scores [1, C, N], and what the graph selected: [k, 3]
     * or [1, k, 3] of picture, class, box.
     */
    YOLOV3(
            true,
            List.of(List.of(ANY, ANY, Extent.of(4)), List.of(ANY, CLASSES.plus(0), ANY), List.of(ANY, Extent.of(3)))),
    /** Boxes [k, 4] as x1, y1, x2, y2 in pixels of the picture as it was fed, labels [k], scores [k]. */
    TORCHVISION(true, List.of(List.of(ANY, Extent.of(4)), List.of(ANY), List.of(ANY))),
    /** One output [B, k, 6]: x1, y1, x2, y2 in pixels of the input, score, class; rows with a score up to 0 are empty. */
    DETECTIONS(true, List.of(List.of(ANY, ANY, Extent.of(6))));

    /**
     * An extent that an output must have.
     *
     * @param classes whether the number of classes is part of it
     * @param number the rest; -1 if any will do
     */
    record Extent(boolean classes, int number) {
        static final Extent ANY = new Extent(false, -1);
        static final Extent CLASSES = new Extent(true, 0);

        static Extent of(int number) {
            return new Extent(false, number);
        }

        Extent plus(int more) {
            return new Extent(classes, number + more);
        }

        /** What it is for so many classes. */
        long value(int count) {
            return classes ? count + number : number;
        }
    }

    private static final int BATCHED = 3;

    private final boolean isFinal;
    private final List<List<Extent>> outputs;

    AnswerLayout(boolean isFinal, List<List<Extent>> outputs) {
        this.isFinal = isFinal;
        this.outputs = outputs;
    }

    /** Whether the graph has suppressed already. */
    public boolean isFinal() {
        return isFinal;
    }

    /** Whether the first extent of every output counts pictures. */
    boolean isBatched() {
        return outputs.stream().allMatch(extents -> extents.size() == BATCHED);
    }

    /** How many outputs it reads. */
    int outputs() {
        return outputs.size();
    }

    /**
     * Why outputs do not fit, as one line; none if they do.
     *
     * @param found extents of each output, -1 where they are not known yet
     */
    Optional<String> misfit(List<List<Long>> found, int classes) {
        List<List<Long>> expected = new ArrayList<>();
        boolean fits = found.size() == outputs.size();
        for (int i = 0; i < outputs.size(); i++) {
            List<Long> extents =
                    outputs.get(i).stream().map(extent -> extent.value(classes)).toList();
            expected.add(extents);
            fits = fits && fits(extents, found.get(i));
        }
        return fits
                ? Optional.empty()
                : Optional.of(
                        "expected outputs of " + expected + " for " + classes + " classes (-1: any), found " + found);
    }

    /** Outputs without a batch may have one extent of 1 around them. */
    private static boolean fits(List<Long> expected, List<Long> found) {
        int around = found.size() - expected.size();
        boolean fits = around == 0 || (around == 1 && expected.size() < BATCHED);
        for (int i = 0; fits && i < expected.size(); i++) {
            long extent = found.get(i + around);
            fits = expected.get(i) < 0 || extent < 0 || expected.get(i) == extent;
        }
        return fits;
    }
}
