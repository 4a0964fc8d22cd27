package io.freebies.trainer;

import io.freebies.graph.Graph;
import io.freebies.graph.GraphCost;
import io.freebies.graph.Op;
import io.freebies.run.Recipe;
import io.freebies.trainer.freebie.RandomShapes;
import io.freebies.zoo.Detector;
import io.freebies.zoo.ModelZoo;
import java.util.Collections;
import java.util.List;

/**
 * What a recipe's training comes to on so many devices, counted and not timed.
 *
 * @param devices that share each batch
 * @param steps of the whole run; a batch that is not full is dropped
 * @param picturesPerDevice at most, per step
 * @param stepsMultiplyAdds of one device and step, forward and backward
 * @param runsMultiplyAdds of all devices and steps
 * @param gradientBytes of one copy of the gradients
 * @param ringBytes that each device sends per step where gradients go round in a ring
 * @param masterBytes that the first device receives and sends per step where it adds them up, as {@code Replicas} does:
 *     the others' gradients in, weights and running statistics out
 * @param normMessages per step of norms that are synchronised, there and back
 * @param normBytes in all these messages
 */
record ScalePlan(
        int devices,
        long steps,
        int picturesPerDevice,
        double stepsMultiplyAdds,
        double runsMultiplyAdds,
        long gradientBytes,
        long ringBytes,
        long masterBytes,
        long normMessages,
        long normBytes) {
    /** The way back computes the gradients of inputs and of weights, each as much as the way there. */
    static final int FORWARD_AND_BACKWARD = 3;

    /**
     * Counts.
     *
     * @param pictures of the data set
     * @param classes of the data set
     */
    static ScalePlan of(Recipe recipe, int pictures, int classes, int devices) {
        int batch = recipe.data().batchSize();
        long steps = (long) recipe.schedule().epochs() * (pictures / batch);
        Detector detector =
                ModelZoo.detector(ModelZoo.defaultSpec(recipe.model().name(), Collections.nCopies(classes, "c")));
        Graph graph = detector.trunk(recipe.model().inputSize());
        double perPicture = FORWARD_AND_BACKWARD * multiplyAdds(recipe, detector);
        int perDevice = (batch + devices - 1) / devices;
        long trained = GraphCost.of(graph).parameters();
        long all = graph.params().stream()
                .mapToLong(p -> p.value().shape().elements())
                .sum();
        long gradients = trained * Float.BYTES;
        long others = devices - 1L;
        return new ScalePlan(
                devices,
                steps,
                perDevice,
                perPicture * perDevice,
                perPicture * batch * steps,
                gradients,
                2 * others * gradients / devices,
                others * (gradients + all * Float.BYTES),
                4 * others * norms(graph),
                4 * others * 2 * channels(graph) * Float.BYTES);
    }

    /** Of a picture's way there, at the mean over the sizes that are drawn. */
    private static double multiplyAdds(Recipe recipe, Detector detector) {
        List<Integer> sizes = recipe.freebies().values().stream()
                .filter(RandomShapes.class::isInstance)
                .map(freebie -> ((RandomShapes) freebie).sizes())
                .findFirst()
                .orElse(List.of(recipe.model().inputSize()));
        return sizes.stream()
                .mapToLong(size -> GraphCost.of(detector.trunk(size)).multiplyAdds())
                .average()
                .orElseThrow();
    }

    private static long norms(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof Op.BatchNormalization)
                .count();
    }

    private static long channels(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof Op.BatchNormalization)
                .mapToLong(node -> node.output().shape().dim(1))
                .sum();
    }
}
