package io.freebies.graph;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Weights like those of a trained network: random kernels, scales and shifts, with running statistics near those that
 * random pictures cause, so that activations neither vanish nor explode however deep the network is, folding norms has
 * something to fold, and outputs are of about unit size.
 */
public final class PlausibleWeights {
    private static final int PICTURES = 4;

    private PlausibleWeights() {}

    /** The parameters of a graph with the one input {@code images}, the same for the same seed. */
    public static Weights of(Graph trunk, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Weights weights = Weights.initial(trunk, name -> random.split());
        Value images = trunk.inputs().get(0);
        Map<String, Tensor> inputs = Map.of(images.name(), random(images.shape().with(0, PICTURES), random));
        // The tensors' arrays are shared with the running interpreter, so what is set here takes effect at once.
        GraphInterpreter.run(trunk, weights, inputs, (node, operands) -> {
            if (node.op() instanceof Op.BatchNormalization) {
                double layer = meanSquare(operands.get(0).data());
                for (int c = 0; c < operands.get(0).dims()[1]; c++) {
                    observe(operands, c, layer, random);
                }
            } else if (node.op() instanceof Op.Conv && operands.size() == 3) {
                scaleOutput(operands.get(0).data(), operands.get(1));
            }
        });
        return weights;
    }

    /** Numbers in [0, 1): pictures of random brightness with noise. */
    public static Tensor random(Shape shape, SplittableRandom random) {
        Tensor tensor = Tensor.zeros(shape);
        int plane = (int) (shape.elements() / (shape.rank() < 3 ? 1 : shape.dim(0) * shape.dim(1)));
        double low = 0;
        for (int i = 0; i < tensor.data().length; i++) {
            low = i % plane == 0 ? random.nextDouble() / 2 : low;
            tensor.data()[i] = (float) (low + random.nextDouble() / 2);
        }
        return tensor;
    }

    /**
     * Sets one channel's norm. The variance is the channel's and the layer's mean square together, so that no channel
     * enlarges rounding errors, and a comparison of engines measures the engines.
     */
    private static void observe(List<Numbers> operands, int channel, double layer, SplittableRandom random) {
        Numbers x = operands.get(0);
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
        double variance = squares / (x.dims()[0] * area) - mean * mean + layer;
        operands.get(1).data()[channel] = (float) (0.7 + 0.6 * random.nextDouble());
        operands.get(2).data()[channel] = (float) (random.nextDouble() - 0.5);
        operands.get(3).data()[channel] = (float) (mean + 0.2 * random.nextGaussian() * Math.sqrt(variance));
        operands.get(4).data()[channel] = (float) (variance * (0.8 + 0.6 * random.nextDouble()));
    }

    private static void scaleOutput(float[] x, Numbers kernel) {
        int fanIn = Numbers.product(kernel.dims(), 1, 4);
        double factor = 1 / Math.sqrt(fanIn * meanSquare(x) * meanSquare(kernel.data()));
        for (int i = 0; i < kernel.data().length; i++) {
            kernel.data()[i] *= (float) factor;
        }
    }

    private static double meanSquare(float[] numbers) {
        double sum = 0;
        for (float number : numbers) {
            sum += (double) number * number;
        }
        return sum / numbers.length;
    }
}
