package io.freebies.trainer.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.freebies.graph.Graph;
import io.freebies.trainer.loader.Batch;
import io.freebies.trainer.loss.YoloLoss;
import io.freebies.zoo.Detector;
import java.util.HashMap;
import java.util.Map;

/** One training step of a YOLOv3 detector: forward, losses, backward, update. */
public final class YoloLearner {
    private final Detector detector;
    private final DjlNetwork network;
    private final YoloLoss loss;
    private final Sgd sgd;
    private final Map<Integer, Graph> trunks = new HashMap<>();

    /** A learner of one network. */
    public YoloLearner(Detector detector, DjlNetwork network, YoloLoss loss, Sgd sgd) {
        this.detector = detector;
        this.network = network;
        this.loss = loss;
        this.sgd = sgd;
    }

    /** Learns from a batch at a rate. If loss or gradient are not finite the parameters are left as they were. */
    public StepResult learn(Batch batch, double rate) {
        try (NDManager step = network.manager().newSubManager()) {
            Shape shape = new Shape(batch.pictures(), 3, batch.size(), batch.size());
            NDArray images = step.create(batch.images(), shape, DataType.FLOAT32);
            Map<String, Float> terms;
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDList heads = network.train(trunks.computeIfAbsent(batch.size(), detector::trunk), images);
                NDList parts = loss.terms(heads, batch.targets());
                terms = YoloLoss.values(parts);
                NDArray total = parts.get(0).add(parts.get(1)).add(parts.get(2)).add(parts.get(3));
                collector.backward(total);
            }
            return new StepResult(terms, sgd.update(rate, step));
        }
    }
}
