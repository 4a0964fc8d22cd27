package io.freebies.verifier.adapter;

import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.box.Detection;
import io.freebies.box.Nms;
import io.freebies.box.NmsSettings;
import io.freebies.failure.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Predictions [4 + C, N] of one picture: rows centre x, centre y, width, height, then scores. */
final class DecodedAnswer {
    private final float[] data;
    private final int start;
    private final int predictions;
    private final int classes;

    /** Predictions from a place of an array on. */
    DecodedAnswer(float[] data, int start, int predictions, int classes) {
        this.data = data;
        this.start = start;
        this.predictions = predictions;
        this.classes = classes;
    }

    /** The picture of a number, of an answer [B, 4 + C, N]. */
    static DecodedAnswer of(Answer answer, int picture) {
        int n = answer.fromRight(0);
        int classes = answer.fromRight(1) - 4;
        return new DecodedAnswer(answer.data(), picture * (4 + classes) * n, n, classes);
    }

    /** The picture of a number, of an answer [B, N, 5 + C] with objectness. */
    static DecodedAnswer ofRows(Answer answer, int picture) {
        int n = answer.fromRight(1);
        int classes = answer.fromRight(0) - 5;
        float[] columns = new float[(4 + classes) * n];
        for (int i = 0; i < n; i++) {
            int row = (picture * n + i) * (5 + classes);
            for (int c = 0; c < 4; c++) {
                columns[c * n + i] = answer.data()[row + c];
            }
            for (int c = 0; c < classes; c++) {
                columns[(4 + c) * n + i] = answer.data()[row + 4] * answer.data()[row + 5 + c];
            }
        }
        return new DecodedAnswer(columns, 0, n, classes);
    }

    /**
     * Adds cells and multiplies by strides (YOLOX): predictions are the cells of one stride after the other, row by row;
     * centre = (offset + cell) * stride, size = exp(logarithm) * stride.
     */
    DecodedAnswer onGrid(List<Integer> strides, int width, int height) {
        long cells = strides.stream()
                .mapToLong(stride -> (long) (width / stride) * (height / stride))
                .sum();
        if (cells != predictions) {
            throw Failure.data("expected " + cells + " predictions, one for each cell of strides " + strides + " in "
                    + width + " x " + height + " pixels, found " + predictions + "; give the model's strides");
        }
        int at = start;
        for (int stride : strides) {
            int columns = width / stride;
            for (int cell = 0; cell < columns * (height / stride); cell++, at++) {
                int column = cell % columns;
                int row = cell / columns;
                data[at] = (data[at] + column) * stride;
                data[at + predictions] = (data[at + predictions] + row) * stride;
                data[at + 2 * predictions] = (float) Math.exp(data[at + 2 * predictions]) * stride;
                data[at + 3 * predictions] = (float) Math.exp(data[at + 3 * predictions]) * stride;
            }
        }
        return this;
    }

    /**
     * Detections in pixels of the input. Ties are kept in the order of (class, prediction), as the exported suppression
     * does.
     *
     * @throws io.freebies.failure.Failure (data) if a score, or the box of a candidate, is not finite
     */
    List<Detection> detections(NmsSettings nms) {
        long[] best = best(nms);
        List<Detection> candidates = new ArrayList<>(best.length);
        for (int i = best.length - 1; i >= 0; i--) {
            int index = Integer.MAX_VALUE - (int) best[i];
            int box = start + index % predictions;
            Box where = BoxFormat.fromCenter(
                    data[box], data[box + predictions], data[box + 2 * predictions], data[box + 3 * predictions]);
            if (!Double.isFinite(where.area())) {
                throw Answer.notANumber();
            }
            candidates.add(new Detection(where, index / predictions, Float.intBitsToFloat((int) (best[i] >>> 32))));
        }
        return Nms.apply(candidates, nms);
    }

    /**
     * The best scores, rising. Each is one number that sorts as wanted without boxing: the bits of a positive float
     * rise with its value, and below them the index counts down.
     */
    private long[] best(NmsSettings nms) {
        float threshold = (float) nms.scoreThreshold();
        long[] keys = new long[1024];
        int size = 0;
        int scores = start + 4 * predictions;
        for (int i = 0; i < classes * predictions; i++) {
            float score = data[scores + i];
            if (score > threshold) {
                keys = size == keys.length ? Arrays.copyOf(keys, 2 * size) : keys;
                keys[size++] = (long) Float.floatToIntBits(score) << 32 | (Integer.MAX_VALUE - i);
            } else if (Float.isNaN(score)) {
                throw Answer.notANumber();
            }
        }
        Arrays.sort(keys, 0, size);
        if (size > 0 && Float.isInfinite(Float.intBitsToFloat((int) (keys[size - 1] >>> 32)))) {
            throw Answer.notANumber();
        }
        return Arrays.copyOfRange(keys, Math.max(0, size - nms.candidates()), size);
    }
}
