package io.freebies.verifier.runtime;

import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.box.Detection;
import io.freebies.box.Nms;
import io.freebies.box.NmsSettings;
import io.freebies.failure.Failure;
import io.freebies.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** From a network's output to detections in pixels of its input. */
final class Answer {
    private Answer() {}

    /**
     * Detections of one picture from a decoded answer [batch, 4 + classes, N]: rows cx, cy, w, h, then scores. Ties are
     * kept in the order of (class, prediction), as the exported suppression does.
     *
     * @param picture index in the batch
     * @throws Failure (data) if a score is not a number
     */
    static List<Detection> decoded(Tensor output, int picture, NmsSettings nms) {
        int n = (int) output.shape().dim(2);
        int scores = (int) (output.shape().dim(1) - 4) * n;
        int start = picture * (4 * n + scores);
        long[] best = best(output.data(), start + 4 * n, scores, nms);
        List<Detection> candidates = new ArrayList<>(best.length);
        for (int i = best.length - 1; i >= 0; i--) {
            int index = Integer.MAX_VALUE - (int) best[i];
            int box = start + index % n;
            float[] data = output.data();
            Box where = BoxFormat.fromCenter(data[box], data[box + n], data[box + 2 * n], data[box + 3 * n]);
            candidates.add(new Detection(where, index / n, Float.intBitsToFloat((int) (best[i] >>> 32))));
        }
        return Nms.apply(candidates, nms);
    }

    /**
     * The best scores, rising. Each is one number that sorts as wanted without boxing: the bits of a positive float
     * rise with its value, and below them the index counts down.
     */
    private static long[] best(float[] data, int start, int count, NmsSettings nms) {
        float threshold = (float) nms.scoreThreshold();
        long[] keys = new long[1024];
        int size = 0;
        for (int i = 0; i < count; i++) {
            float score = data[start + i];
            if (score > threshold) {
                keys = size == keys.length ? Arrays.copyOf(keys, 2 * size) : keys;
                keys[size++] = (long) Float.floatToIntBits(score) << 32 | (Integer.MAX_VALUE - i);
            } else if (Float.isNaN(score)) {
                throw notANumber();
            }
        }
        Arrays.sort(keys, 0, size);
        return Arrays.copyOfRange(keys, Math.max(0, size - nms.candidates()), size);
    }

    /**
     * Detections of one picture from {@code detections} [batch, most, 6]: x1, y1, x2, y2, score, class; rows with a
     * score below 0 are empty.
     */
    static List<Detection> suppressed(Tensor output, int picture) {
        int most = (int) output.shape().dim(1);
        List<Detection> detections = new ArrayList<>();
        for (int row = 0; row < most; row++) {
            float[] d = Arrays.copyOfRange(output.data(), (picture * most + row) * 6, (picture * most + row + 1) * 6);
            if (Float.isNaN(d[4])) {
                throw notANumber();
            }
            if (d[4] >= 0) {
                detections.add(new Detection(new Box(d[0], d[1], d[2], d[3]), (int) d[5], d[4]));
            }
        }
        return detections;
    }

    private static Failure notANumber() {
        return Failure.data("the model answers scores that are not numbers; its training diverged, or the export is"
                + " broken: check the loss, then export again");
    }
}
