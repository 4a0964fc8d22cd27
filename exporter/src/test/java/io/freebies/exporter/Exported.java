package io.freebies.exporter;

import io.freebies.graph.PlausibleWeights;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.run.TrainedDetector;
import io.freebies.zoo.Detector;
import io.freebies.zoo.DetectorSpec;
import io.freebies.zoo.ModelZoo;
import java.util.List;
import java.util.SplittableRandom;

/** Detectors to export. */
final class Exported {
    static final List<String> CLASSES = List.of("cat", "o'dog", "back\\slash");

    private Exported() {}

    /** A network at some input size, its weights like a trained one's. */
    static TrainedDetector detector(String model, int size) {
        DetectorSpec own = ModelZoo.defaultSpec(model, CLASSES);
        Detector detector = ModelZoo.detector(new DetectorSpec(model, CLASSES, size, own.anchors(), own.nms()));
        return new TrainedDetector(detector, PlausibleWeights.of(detector.trunk(size), 11));
    }

    static Tensor images(int batch, int size) {
        return PlausibleWeights.random(Shape.of(batch, 3, size, size), new SplittableRandom(batch + size));
    }
}
