package io.freebies.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import io.freebies.graph.Op;
import io.freebies.graph.Oracle;
import io.freebies.graph.Worst;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("engine")
@Timeout(120)
class NormExchangeTest {
    /** A norm over a batch in parts, each on a replica of its own. */
    private static final class Split implements AutoCloseable {
        private final NDManager manager = DjlEngine.open("cpu");
        private final List<NDArray> inputs = new ArrayList<>();
        private final List<NDArray> scales = new ArrayList<>();
        private final List<NDArray> shifts = new ArrayList<>();
        private final NDArray mean;
        private final NDArray variance;
        private final NDArray[] outputs;

        Split(JsonNode c, List<Integer> sizes) {
            Shape shape = shape(c);
            NDArray whole = manager.create(Oracle.data(c.path("input")), shape);
            long from = 0;
            for (int size : sizes) {
                inputs.add(leaf(whole.get(from + ":" + (from + size)).toFloatArray(), shape, size));
                from += size;
                scales.add(trained(Oracle.data(c.path("gamma"))));
                shifts.add(trained(Oracle.data(c.path("beta"))));
            }
            mean = manager.create(Oracle.data(c.path("running_mean_before")));
            variance = manager.create(Oracle.data(c.path("running_var_before")));
            outputs = new NDArray[sizes.size()];
            Op.BatchNormalization op = new Op.BatchNormalization(
                    c.path("eps").asDouble(), 1 - c.path("momentum").asDouble());
            NormExchange exchange = new NormExchange(
                    sizes.stream().map(size -> manager.newSubManager()).toList(), sizes);
            float[] gradient = Oracle.data(c.path("grad_output"));
            try (Workers workers = new Workers(sizes.size());
                    GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                workers.all(
                        replica -> {
                            JniUtils.setGradMode(true);
                            outputs[replica] = exchange.of(replica)
                                    .normalise(
                                            op,
                                            inputs.get(replica),
                                            replica == 0 ? mean : manager.create(new float[0]),
                                            replica == 0 ? variance : manager.create(new float[0]),
                                            scales.get(replica),
                                            shifts.get(replica));
                        },
                        exchange::release);
                NDArray all = NDArrays.concat(new NDList(outputs));
                collector.backward(all.mul(manager.create(gradient, shape)).sum());
            }
            JniUtils.setGradMode(false);
        }

        /** [B, C] as pictures of one pixel. */
        private static Shape shape(JsonNode c) {
            long[] dims = {1, 1, 1, 1};
            for (int i = 0; i < c.path("input").path("shape").size(); i++) {
                dims[i] = c.path("input").path("shape").get(i).asLong();
            }
            return new Shape(dims);
        }

        private NDArray leaf(float[] numbers, Shape whole, int size) {
            NDArray array = manager.create(numbers, new Shape(size, whole.get(1), whole.get(2), whole.get(3)));
            array.setRequiresGradient(true);
            return array;
        }

        private NDArray trained(float[] numbers) {
            NDArray array = manager.create(numbers);
            array.setRequiresGradient(true);
            return array;
        }

        float[] joined(List<NDArray> parts, Function<NDArray, NDArray> what) {
            NDList all = new NDList();
            parts.forEach(part -> all.add(what.apply(part)));
            return NDArrays.concat(all).toFloatArray();
        }

        float[] sum(List<NDArray> parts) {
            NDArray sum = parts.get(0).getGradient();
            parts.subList(1, parts.size()).forEach(part -> sum.addi(part.getGradient()));
            return sum.toFloatArray();
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    private static void assertClose(float[] found, JsonNode expected, String what) {
        assertThat(Worst.relative(found, Oracle.data(expected))).as(what).isLessThan(1e-5);
    }

    @Test
    void aBatchInPartsIsNormalisedAsTheReferenceDoesTheWhole() {
        int splits = 0;
        for (JsonNode c : Oracle.cases("batch_norm")) {
            for (JsonNode split : c.path("sync_bn_splits_of_the_batch")) {
                List<Integer> sizes = new ArrayList<>();
                split.forEach(size -> sizes.add(size.asInt()));
                try (Split norm = new Split(c, sizes)) {
                    assertClose(norm.joined(Arrays.asList(norm.outputs), y -> y), c.path("output"), split + " output");
                    assertClose(norm.joined(norm.inputs, NDArray::getGradient), c.path("grad_input"), split + " input");
                    assertClose(norm.sum(norm.scales), c.path("grad_gamma"), split + " scale");
                    assertClose(norm.sum(norm.shifts), c.path("grad_beta"), split + " shift");
                    assertClose(norm.mean.toFloatArray(), c.path("running_mean_after"), split + " mean");
                    assertClose(norm.variance.toFloatArray(), c.path("running_var_after"), split + " variance");
                    splits++;
                }
            }
        }
        assertThat(splits).isGreaterThan(5);
    }

    /** On one device too, so that what is tested here is what several devices do. */
    @Test
    void gradientsPassACopy() {
        try (NDManager here = DjlEngine.open("cpu");
                NDManager there = DjlEngine.open("cpu");
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray x = here.create(new float[] {1, 2, 3});
            x.setRequiresGradient(true);
            NDArray copy = NormExchange.copy(x, there);
            assertThat(copy.getManager()).isSameAs(there);
            assertThat(copy.toFloatArray()).containsExactly(1, 2, 3);
            collector.backward(copy.square().sum());
            assertThat(x.getGradient().toFloatArray()).containsExactly(2, 4, 6);
        }
    }

    @Test
    void aReplicaThatFailsBetweenNormsLetsTheOthersGoAtOnce() {
        Op.BatchNormalization op = new Op.BatchNormalization(1e-5, 0.9);
        try (NDManager manager = DjlEngine.open("cpu");
                Workers workers = new Workers(3)) {
            NDArray x = manager.ones(new Shape(2, 4, 3, 3));
            NDArray channels = manager.ones(new Shape(4));
            for (int attempt = 0; attempt < 100; attempt++) {
                int culprit = attempt % 3;
                int fatal = attempt % 5;
                List<NDManager> scopes =
                        List.of(manager.newSubManager(), manager.newSubManager(), manager.newSubManager());
                NormExchange exchange = new NormExchange(scopes, List.of(2, 2, 2));
                assertThatThrownBy(() -> workers.all(
                                replica -> {
                                    for (int layer = 0; layer < 5; layer++) {
                                        if (replica == culprit && layer == fatal) {
                                            throw new IllegalStateException("layer " + layer);
                                        }
                                        exchange.of(replica).normalise(op, x, channels, channels, channels, channels);
                                    }
                                },
                                exchange::release))
                        .hasMessage("layer " + fatal);
                scopes.forEach(NDManager::close);
            }
        }
    }
}
