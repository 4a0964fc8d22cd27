package io.freebies.verifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.box.AnchorSize;
import io.freebies.box.NmsSettings;
import io.freebies.verifier.onnx.TinyOnnx;
import io.freebies.zoo.DetectorSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model of input side 32 that sees the same two things in every picture. */
public final class TinyDetector {
    public static final int SIDE = 32;

    private TinyDetector() {}

    /** The metadata of a real export. */
    public static Map<String, String> metadata(String profile, List<String> classes) {
        NmsSettings nms = new NmsSettings(0.01, 400, 0.45, 100);
        DetectorSpec spec = new DetectorSpec("tiny", classes, SIDE, List.of(new AnchorSize(1, 1)), nms);
        Map<String, String> metadata = new LinkedHashMap<>();
        try {
            metadata.put("freebies.spec", new ObjectMapper().writeValueAsString(spec));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        metadata.put("freebies.profile", profile);
        return metadata;
    }

    /**
     * Decoded answers: label 0 with score 0.9 in the left half (x 0 to 16, y 0 to 32), label 1 with 0.6 reaching beyond
     * the lower right corner (24 to 40 both), a weaker copy of the first.
     */
    public static Path decoded(Path file, List<String> classes) {
        float[][] columns = {{8, 16, 16, 32, 0.9f, 0}, {32, 32, 16, 16, 0, 0.6f}, {8, 16, 16, 30, 0.5f, 0}};
        float[] data = new float[6 * 3];
        for (int n = 0; n < 3; n++) {
            for (int row = 0; row < 6; row++) {
                data[row * 3 + n] = columns[n][row];
            }
        }
        return TinyOnnx.write(
                file, TinyOnnx.constant("output0", new long[] {1, 6, 3}, data, SIDE, metadata("decoded", classes)));
    }

    /** The same as {@code detections}, with an empty row. */
    public static Path suppressed(Path file, List<String> classes) {
        float[] data = {0, 0, 16, 32, 0.9f, 0, 24, 24, 40, 40, 0.6f, 1, 0, 0, 0, 0, -1, 0};
        return TinyOnnx.write(
                file, TinyOnnx.constant("detections", new long[] {1, 3, 6}, data, SIDE, metadata("nms", classes)));
    }
}
