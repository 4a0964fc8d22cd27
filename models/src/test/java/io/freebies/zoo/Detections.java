package io.freebies.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.box.BoxFormat;
import io.freebies.box.Detection;
import io.freebies.box.Nms;
import io.freebies.box.NmsSettings;
import io.freebies.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Reads the two output layouts of a detector and compares what they say. */
public final class Detections {
    private Detections() {}

    /** What {@link Nms} keeps of one picture of {@code output0} [batch, 4 + classes, N]. */
    public static List<Detection> suppressed(Tensor decoded, int picture, NmsSettings nms) {
        int rows = (int) decoded.shape().dim(1);
        int n = (int) decoded.shape().dim(2);
        float[] d = decoded.data();
        int from = picture * rows * n;
        List<Detection> candidates = new ArrayList<>();
        for (int label = 0; label < rows - 4; label++) {
            for (int i = from; i < from + n; i++) {
                var box = BoxFormat.fromCenter(d[i], d[i + n], d[i + 2 * n], d[i + 3 * n]);
                candidates.add(new Detection(box, label, d[i + (4 + label) * n]));
            }
        }
        return Nms.apply(candidates, nms);
    }

    /** One picture's rows of {@code detections} [batch, most, 6] up to the first without a detection. */
    public static List<Detection> rows(Tensor detections, int picture) {
        int most = (int) detections.shape().dim(1);
        float[] d = detections.data();
        List<Detection> rows = new ArrayList<>();
        for (int row = picture * most; row < (picture + 1) * most && d[6 * row + 4] >= 0; row++) {
            var box = new io.freebies.box.Box(d[6 * row], d[6 * row + 1], d[6 * row + 2], d[6 * row + 3]);
            rows.add(new Detection(box, (int) d[6 * row + 5], d[6 * row + 4]));
        }
        return rows;
    }

    /** Fails unless both hold the same detections, up to rounding and order. */
    public static void assertSame(List<Detection> found, List<Detection> expected) {
        assertThat(found).hasSameSizeAs(expected);
        List<Detection> left = new ArrayList<>(found);
        for (Detection wanted : expected) {
            Detection match = left.stream()
                    .filter(d -> isClose(d, wanted))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("expected " + wanted + ", found " + left));
            left.remove(match);
        }
    }

    private static boolean isClose(Detection a, Detection b) {
        double pixels = 1e-3 * Math.max(1, Math.max(b.box().width(), b.box().height()));
        return a.label() == b.label()
                && Math.abs(a.score() - b.score()) < 1e-5
                && Math.abs(a.box().x1() - b.box().x1()) < pixels
                && Math.abs(a.box().y1() - b.box().y1()) < pixels
                && Math.abs(a.box().x2() - b.box().x2()) < pixels
                && Math.abs(a.box().y2() - b.box().y2()) < pixels;
    }
}
