package io.freebies.zoo;

import io.freebies.box.AnchorSize;
import java.util.List;

/**
 * Where the predictions of a YOLOv3 head sit: prediction n belongs to one anchor of one cell of one scale. The order is
 * anchor (three per scale), then scale (strides 32, 16, 8), then cell, row by row: the order that decodes with a single
 * transpose.
 */
public final class YoloGrid {
    /** Deepest first. */
    public static final List<Integer> STRIDES = List.of(32, 16, 8);
    /** Anchors of one scale. */
    public static final int ANCHORS_PER_SCALE = 3;

    private final int size;
    private final List<AnchorSize> anchors;
    private final int[] scaleStarts = new int[STRIDES.size() + 1];

    /**
     * The grid of a square input.
     *
     * @param size pixels, a multiple of 32
     * @param anchors nine sizes in input pixels, deepest scale first
     */
    public YoloGrid(int size, List<AnchorSize> anchors) {
        if (size < 32 || size % 32 != 0) {
            throw new IllegalArgumentException("expected an input size that is a multiple of 32, found " + size);
        }
        if (anchors.size() != STRIDES.size() * ANCHORS_PER_SCALE) {
            throw new IllegalArgumentException("expected 9 anchors, found " + anchors.size());
        }
        this.size = size;
        this.anchors = List.copyOf(anchors);
        for (int scale = 0; scale < STRIDES.size(); scale++) {
            scaleStarts[scale + 1] = scaleStarts[scale] + side(scale) * side(scale);
        }
    }

    /** Side of the input in pixels. */
    public int size() {
        return size;
    }

    /** All nine anchors, deepest scale first. */
    public List<AnchorSize> anchors() {
        return anchors;
    }

    /** Cells of all scales together; there are three predictions in each. */
    public int cells() {
        return scaleStarts[STRIDES.size()];
    }

    /** Predictions per picture: 10,647 at 416. */
    public int predictions() {
        return ANCHORS_PER_SCALE * cells();
    }

    /** Cells along one side of a scale. */
    public int side(int scale) {
        return size / STRIDES.get(scale);
    }

    /**
     * The prediction of one anchor in one cell.
     *
     * @param anchor 0 to 8, an index into {@link #anchors()}
     * @param column cell from the left
     * @param row cell from the top
     */
    public int prediction(int anchor, int column, int row) {
        int scale = anchor / ANCHORS_PER_SCALE;
        int cell = scaleStarts[scale] + row * side(scale) + column;
        return anchor % ANCHORS_PER_SCALE * cells() + cell;
    }

    /** What a table of the grid holds at each prediction. */
    @FunctionalInterface
    public interface Entry {
        /** The number for one prediction. */
        double at(int anchor, int stride, int column, int row);
    }

    /** A number per prediction, in the order of predictions. */
    public float[] table(Entry entry) {
        float[] table = new float[predictions()];
        for (int anchor = 0; anchor < anchors.size(); anchor++) {
            int scale = anchor / ANCHORS_PER_SCALE;
            for (int row = 0; row < side(scale); row++) {
                for (int column = 0; column < side(scale); column++) {
                    table[prediction(anchor, column, row)] = (float) entry.at(anchor, STRIDES.get(scale), column, row);
                }
            }
        }
        return table;
    }
}
