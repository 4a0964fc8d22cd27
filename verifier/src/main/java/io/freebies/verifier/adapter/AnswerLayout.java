package io.freebies.verifier.adapter;

import java.util.List;
import java.util.Optional;

/** What a model's outputs mean. B pictures, N predictions, C classes, k detections. */
public enum AnswerLayout {
    /** One output [B, 4 + C, N]: centre x, centre y, width, height in pixels of the input, then scores. */
    ULTRALYTICS,
    /** One output [B, N, 5 + C]: centre x, centre y, width, height in pixels of the input, objectness, class scores. */
    YOLOV5,
    /** As {@link #YOLOV5}, but centres are offsets from a cell and sizes are logarithms, both in strides of the cell. */
    YOLOX,
    /**
     * Boxes [1, N, 4] as y1, x1, y2, x2 in pixels of the picture, scores [1, C, N], and what the graph selected: [k, 3]
     * or [1, k, 3] of picture, class, box.
     */
    YOLOV3,
    /** Boxes [k, 4] as x1, y1, x2, y2 in pixels of the picture as it was fed, labels [k], scores [k]. */
    TORCHVISION,
    /** One output [B, k, 6]: x1, y1, x2, y2 in pixels of the input, score, class; rows with a score up to 0 are empty. */
    DETECTIONS;

    private static final long ANY = -1;
    private static final int BATCHED = 3;

    /** Whether the graph has suppressed already. */
    public boolean isFinal() {
        return this == YOLOV3 || this == TORCHVISION || this == DETECTIONS;
    }

    /** Whether the first extent of every output counts pictures. */
    boolean isBatched() {
        return this != YOLOV3 && this != TORCHVISION;
    }

    /** How many outputs it reads. */
    int outputs() {
        return extents(1).size();
    }

    /** Extents of each output, -1 where any will do. */
    private List<List<Long>> extents(long classes) {
        return switch (this) {
            case ULTRALYTICS -> List.of(List.of(ANY, 4 + classes, ANY));
            case YOLOV5, YOLOX -> List.of(List.of(ANY, ANY, 5 + classes));
            case YOLOV3 -> List.of(List.of(ANY, ANY, 4L), List.of(ANY, classes, ANY), List.of(ANY, 3L));
            case TORCHVISION -> List.of(List.of(ANY, 4L), List.of(ANY), List.of(ANY));
            case DETECTIONS -> List.of(List.of(ANY, ANY, 6L));
        };
    }

    /**
     * Why outputs do not fit, as one line; none if they do.
     *
     * @param found extents of each output, -1 where they are not known yet; none if not even their number is
     */
    Optional<String> misfit(List<Optional<List<Long>>> found, int classes) {
        List<List<Long>> expected = extents(classes);
        boolean fits = found.size() == expected.size();
        for (int i = 0; fits && i < expected.size(); i++) {
            List<Long> extents = expected.get(i);
            fits = found.get(i).map(e -> fits(extents, e)).orElse(true);
        }
        return fits
                ? Optional.empty()
                : Optional.of("expected outputs of " + expected + " for " + classes + " classes (-1: any), found "
                        + found.stream()
                                .map(e -> e.map(List::toString).orElse("unknown"))
                                .toList());
    }

    /** Outputs without a batch may have one extent more around them. */
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
