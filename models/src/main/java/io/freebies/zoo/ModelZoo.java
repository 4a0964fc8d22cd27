package io.freebies.zoo;

import io.freebies.box.AnchorSize;
import io.freebies.box.NmsSettings;
import io.freebies.failure.Failure;
import io.freebies.graph.Graph;
import io.freebies.graph.Initialiser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The networks by name. */
public final class ModelZoo {
    /** YOLOv3's anchors in pixels of a 416 input, deepest scale first; not rescaled with the input size. */
    private static final List<AnchorSize> COCO_ANCHORS = List.of(
            new AnchorSize(116, 90),
            new AnchorSize(156, 198),
            new AnchorSize(373, 326),
            new AnchorSize(30, 61),
            new AnchorSize(62, 45),
            new AnchorSize(59, 119),
            new AnchorSize(10, 13),
            new AnchorSize(16, 30),
            new AnchorSize(33, 23));

    /** The reference draws whatever is not pre-trained from [-0.07, 0.07). */
    private static final Initialiser REFERENCE_KERNELS = new Initialiser.Uniform(0.07);

    /** Objectness 0.5 everywhere, as in the reference: warm-up is needed. */
    private static final double NO_PRIOR = 0.5;

    private record Entry(
            int inputSize, List<AnchorSize> anchors, Backbone backbone, Function<DetectorSpec, Detector> network) {}

    private static final Map<String, Entry> NETWORKS = networks();

    private ModelZoo() {}

    private static Map<String, Entry> networks() {
        Map<String, Entry> networks = new LinkedHashMap<>();
        networks.put(
                "yolov3-darknet53",
                new Entry(
                        416,
                        COCO_ANCHORS,
                        Darknet.DARKNET53,
                        spec -> new YoloV3(
                                spec, Darknet.DARKNET53, List.of(512L, 256L, 128L), REFERENCE_KERNELS, NO_PRIOR)));
        networks.put(
                "yolov3-mobilenet1.0",
                new Entry(
                        416,
                        COCO_ANCHORS,
                        new MobileNet(),
                        spec -> new YoloV3(
                                spec, new MobileNet(), List.of(512L, 256L, 128L), REFERENCE_KERNELS, NO_PRIOR)));
        networks.put(
                "yolov3-nano",
                new Entry(
                        224,
                        scaled(COCO_ANCHORS, 224.0 / 416),
                        Darknet.NANO,
                        // Trained from scratch on few pictures: a variance-preserving start and rare objects.
                        spec -> new YoloV3(
                                spec, Darknet.NANO, List.of(64L, 32L, 16L), new Initialiser.HeNormal(2), 0.01)));
        return networks;
    }

    private static List<AnchorSize> scaled(List<AnchorSize> anchors, double factor) {
        return anchors.stream()
                .map(a -> new AnchorSize(a.width() * factor, a.height() * factor))
                .toList();
    }

    /** All names. */
    public static List<String> names() {
        return List.copyOf(NETWORKS.keySet());
    }

    /**
     * A network's own input size, anchors and NMS settings for the given classes.
     *
     * @throws Failure (usage) for a name that is not in the zoo, listing those that are
     */
    public static DetectorSpec defaultSpec(String model, List<String> classes) {
        Entry entry = entry(model);
        return new DetectorSpec(model, classes, entry.inputSize(), entry.anchors(), NmsSettings.REFERENCE);
    }

    /** The detector that a spec describes. */
    public static Detector detector(DetectorSpec spec) {
        return entry(spec.model()).network().apply(spec);
    }

    /**
     * A detector's backbone alone: {@code images} [batch, 3, size, size] to its feature maps. Its parameters are those
     * of the whole detector's that a classifier can have learned, under the same names.
     *
     * @param size side of the square input, a multiple of 32
     * @throws Failure as {@link #defaultSpec}
     */
    public static Graph backbone(String model, int size) {
        return new Classifier(entry(model).backbone()).backbone(model, size);
    }

    /**
     * A detector's backbone as a classifier: {@code images} [batch, 3, size, size] to {@code scores} [batch, classes],
     * before the softmax.
     *
     * @param size side of the square input, a multiple of 32
     * @throws Failure as {@link #defaultSpec}
     */
    public static Graph classifier(String model, int classes, int size) {
        return new Classifier(entry(model).backbone()).whole(model, classes, size);
    }

    private static Entry entry(String model) {
        Entry entry = NETWORKS.get(model);
        if (entry == null) {
            throw Failure.usage("no network named " + model + "; there are " + String.join(", ", names()));
        }
        return entry;
    }
}
