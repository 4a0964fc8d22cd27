package io.freebies.graph;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Weights like those of a trained network: random kernels, scales and shifts, with running statistics near those that a
 * random picture causes, so that activations neither vanish nor explode however deep the network is, and folding norms
 * has something to fold.
 */
public final class PlausibleWeights {
    private PlausibleWeights() {}

    /** The parameters of a graph with the input {@code images}, the same for the same seed. */
    public static Weights of(Graph trunk, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Weights weights = Weights.initial(trunk, name -> random.split());
        Value images = trunk.inputs().get(0);
        Map<String, Tensor> inputs = Map.of(images.name(), random(images.shape().with(0, 2), random));
        // The tensors' arrays are shared with the running interpreter, so what is set here takes effect at once.
        GraphInterpreter.run(trunk, weights, inputs, (node, operands) -> {
            if (node.op() instanceof Op.BatchNormalization) {
                for (int c = 0; c < operands.get(0).dims()[1]; c++) {
                    observe(operands.get(0), c, operands, random);
                }
            }
        });
        return weights;
    }

    /** Uniform numbers in [0, 1): a picture. */
    public static Tensor random(Shape shape, SplittableRandom random) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.data().length; i++) {
            tensor.data()[i] = (float) random.nextDouble();
        }
        return tensor;
    }

    private static void observe(Numbers x, int channel, List<Numbers> operands, SplittableRandom random) {
        int area = x.dims()[2] * x.dims()[3];
        double sum = 0;
        double squares = 0;
        for (int n = 0; n < x.dims()[0]; n++) {
            for (int i = 0; i < area; i++) {
                double value = x.data()[(n * x.dims()[1] + channel) * area + i];
                sum += value;
                squares += value * value;
            }
        }
        double mean = sum / (x.dims()[0] * area);
        double variance = Math.max(0, squares / (x.dims()[0] * area) - mean * mean) + 1e-3;
        operands.get(1).data()[channel] = (float) (0.7 + 0.6 * random.nextDouble());
        operands.get(2).data()[channel] = (float) (random.nextDouble() - 0.5);
        operands.get(3).data()[channel] = (float) (mean + 0.2 * random.nextGaussian() * Math.sqrt(variance));
        operands.get(4).data()[channel] = (float) (variance * (0.8 + 0.6 * random.nextDouble()));
    }
}
