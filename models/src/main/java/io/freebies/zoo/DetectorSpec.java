package io.freebies.zoo;

import io.freebies.box.AnchorSize;
import io.freebies.box.NmsSettings;
import java.util.List;

/**
 * Everything that fixes a detector's architecture and how its input and output are to be read. Written as JSON into
 * weights and ONNX metadata.
 *
 * @param model name in {@link ModelZoo}
 * @param classes names by label, at least one
 * @param inputSize side of the square input in pixels, a multiple of 32; pictures are resized to it without keeping
 *     their aspect ratio and scaled from 0..255 to 0..1, RGB
 * @param anchors sizes in input pixels, deepest scale first
 * @param nms how predictions become detections
 */
public record DetectorSpec(
        String model, List<String> classes, int inputSize, List<AnchorSize> anchors, NmsSettings nms) {
    /** Copies the lists. */
    public DetectorSpec {
        classes = List.copyOf(classes);
        anchors = List.copyOf(anchors);
    }
}
