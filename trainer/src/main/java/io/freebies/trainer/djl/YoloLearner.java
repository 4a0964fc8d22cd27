package io.freebies.trainer.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.freebies.box.Box;
import io.freebies.failure.Failure;
import io.freebies.graph.Graph;
import io.freebies.trainer.augment.TrainingObject;
import io.freebies.trainer.loader.Batch;
import io.freebies.trainer.loss.YoloLoss;
import io.freebies.trainer.loss.YoloTargets;
import io.freebies.zoo.Detector;
import io.freebies.zoo.YoloGrid;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** One training step of a YOLOv3 detector: forward, losses, backward, update. */
public final class YoloLearner {
    private final Detector detector;
    private final EngineState state;
    private final YoloLoss loss;
    private final Map<Integer, Graph> trunks = new HashMap<>();

    /** A learner of one network. */
    public YoloLearner(Detector detector, EngineState state, YoloLoss loss) {
        this.detector = detector;
        this.state = state;
        this.loss = loss;
    }

    /**
     * Learns from a batch at a rate. If loss or gradient are not finite the trained parameters, the momentum and the
     * averages are left as they were; the running statistics have seen the batch.
     *
     * @param step counted from 0
     */
    public StepResult learn(Batch batch, long step, double rate) {
        try (NDManager scope = state.network().manager().newSubManager()) {
            Shape shape = new Shape(batch.pictures(), 3, batch.size(), batch.size());
            NDArray images = scope.create(batch.images(), shape, DataType.FLOAT32);
            StepResult result = descend(images, batch.targets(), rate, scope);
            if (result.isFinite()) {
                state.averages().forEach(average -> average.follow(step));
            }
            return result;
        }
    }

    private StepResult descend(NDArray images, YoloTargets targets, double rate, NDManager scope) {
        int size = targets.grid().size();
        Map<String, Float> terms;
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDList heads = state.network().train(trunks.computeIfAbsent(size, detector::trunk), images);
            NDList parts = loss.terms(heads, targets);
            terms = YoloLoss.values(parts);
            if (terms.values().stream().allMatch(Float::isFinite)) {
                collector.backward(
                        parts.get(0).add(parts.get(1)).add(parts.get(2)).add(parts.get(3)));
            } else {
                return new StepResult(terms, Double.NaN);
            }
        }
        return new StepResult(terms, state.sgd().update(rate, scope));
    }

    /**
     * One step with made-up pictures, to see whether it fits in memory. It moves the state, which is to be restored.
     *
     * @param pictures in the batch
     * @param size side in pixels
     * @param objects in each picture
     * @throws Failure (environment) if it does not fit
     */
    public void rehearse(int pictures, int size, int objects) {
        YoloGrid grid = new YoloGrid(size, detector.spec().anchors());
        TrainingObject object = new TrainingObject(new Box(0, 0, size / 2.0, size / 2.0), 0, 1);
        YoloTargets targets =
                YoloTargets.assign(grid, Collections.nCopies(pictures, Collections.nCopies(objects, object)));
        try (NDManager scope = state.network().manager().newSubManager()) {
            descend(scope.zeros(new Shape(pictures, 3, size, size)), targets, 0, scope);
        } catch (EngineException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            if (why.contains("memory")) {
                throw Failure.environment(
                        "a step with " + pictures + " pictures at the largest input, " + size
                                + " pixels, does not fit in memory (" + why
                                + "); lower data.batch_size or the input sizes",
                        e);
            }
            throw e;
        }
    }
}
