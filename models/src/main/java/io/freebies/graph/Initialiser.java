package io.freebies.graph;

import java.util.List;
import java.util.SplittableRandom;

/** How a parameter starts. */
public sealed interface Initialiser {
    /** Fills a fresh tensor of the given shape. */
    Tensor create(Shape shape, SplittableRandom random);

    /** Every element the same. */
    record Fill(double value) implements Initialiser {
        @Override
        public Tensor create(Shape shape, SplittableRandom random) {
            Tensor tensor = Tensor.zeros(shape);
            java.util.Arrays.fill(tensor.data(), (float) value);
            return tensor;
        }
    }

    /** Uniform in [-bound, bound): the reference's default with bound 0.07. */
    record Uniform(double bound) implements Initialiser {
        @Override
        public Tensor create(Shape shape, SplittableRandom random) {
            Tensor tensor = Tensor.zeros(shape);
            for (int i = 0; i < tensor.data().length; i++) {
                tensor.data()[i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
            return tensor;
        }
    }

    /** Normal with variance {@code gain / fan-in}: gain 2 keeps the variance through rectifiers (He et al. 2015). */
    record HeNormal(double gain) implements Initialiser {
        @Override
        public Tensor create(Shape shape, SplittableRandom random) {
            Tensor tensor = Tensor.zeros(shape);
            double deviation = Math.sqrt(gain * shape.dim(0) / shape.elements());
            for (int i = 0; i < tensor.data().length; i++) {
                tensor.data()[i] = (float) (random.nextGaussian() * deviation);
            }
            return tensor;
        }
    }

    /** A pattern repeated along a vector, such as one value per output of every anchor. */
    record Repeat(List<Double> pattern) implements Initialiser {
        /** Copies the list. */
        public Repeat {
            pattern = List.copyOf(pattern);
        }

        @Override
        public Tensor create(Shape shape, SplittableRandom random) {
            Tensor tensor = Tensor.zeros(shape);
            for (int i = 0; i < tensor.data().length; i++) {
                tensor.data()[i] = pattern.get(i % pattern.size()).floatValue();
            }
            return tensor;
        }
    }
}
