package io.freebies.exporter;

import io.freebies.run.SpecJson;
import io.freebies.run.Toolkit;
import io.freebies.run.TrainedDetector;
import io.freebies.zoo.DetectorSpec;
import io.freebies.zoo.Profile;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an exported file says about itself. The keys without prefix are those that readers of detector files look for,
 * in the Python literals they parse; those under {@code freebies.} are ours, and {@code provenance.} is what the
 * trainer recorded. No date and no path, so that equal weights give equal bytes.
 */
final class OnnxMetadata {
    private OnnxMetadata() {}

    /** All entries, sorted by key. */
    static SortedMap<String, String> of(TrainedDetector trained, Profile profile, String fingerprint) {
        DetectorSpec spec = trained.detector().spec();
        SortedMap<String, String> entries = new TreeMap<>(Map.of(
                "names", names(spec.classes()),
                "stride", "32",
                "imgsz", "[" + spec.inputSize() + ", " + spec.inputSize() + "]",
                "task", "detect",
                "batch", "1",
                "channels", "3",
                "description", spec.model() + " for " + spec.classes().size() + " classes, made by freebies"));
        entries.put("freebies.spec", SpecJson.write(spec));
        entries.put("freebies.profile", profile.option());
        entries.put("freebies.input", input(spec));
        entries.put("freebies.output", output(spec, profile));
        entries.put("freebies.fingerprint", fingerprint);
        entries.put("freebies.weights_sha256", trained.weights().sha256());
        entries.put("freebies.version", Toolkit.version());
        trained.weights().metadata().forEach((key, value) -> {
            if (key.startsWith("provenance.")) {
                entries.put(key, value);
            }
        });
        return entries;
    }

    private static String input(DetectorSpec spec) {
        int size = spec.inputSize();
        return "images float32 [batch, 3, " + size + ", " + size + "]: RGB, resized to " + size + " x " + size
                + " without keeping the aspect ratio, divided by 255";
    }

    private static String output(DetectorSpec spec, Profile profile) {
        return switch (profile) {
            case RAW ->
                "one map per stride 32, 16, 8, float32 [batch, 3 * (5 + classes), size / stride, size / stride]:"
                        + " per anchor x, y, w, h, objectness, classes, before any activation";
            case DECODED ->
                "output0 float32 [batch, 4 + classes, predictions]: centre x, centre y, width, height in"
                        + " pixels of the input, then a score per class; not yet suppressed";
            case NMS ->
                "detections float32 [batch, " + spec.nms().maxDetections()
                        + ", 6]: x1, y1, x2, y2 in pixels of the input, score, class; score -1 after the last";
        };
    }

    /** {@code {0: 'cat', 1: 'dog'}}. */
    static String names(List<String> classes) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < classes.size(); i++) {
            String escaped = classes.get(i)
                    .replace("\\", "\\\\")
                    .replace("'", "\\'")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r");
            text.append(i == 0 ? "" : ", ")
                    .append(i)
                    .append(": '")
                    .append(escaped)
                    .append('\'');
        }
        return text.append('}').toString();
    }
}
