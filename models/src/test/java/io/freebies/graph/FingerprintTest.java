package io.freebies.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    /** What a small graph is made of; each test changes one thing. */
    private static final class Recipe {
        private String prefix = "";
        private double alpha = 0.1;
        private long channels = 4;
        private float constant = 2;
        private double initial;
        private DType dtype = DType.FLOAT32;
        private boolean swapped;
        private boolean otherEdge;
        private boolean outputsSwapped;

        Graph graph() {
            GraphBuilder b = new GraphBuilder(prefix + "g");
            Value x = b.input(prefix + "x", DType.FLOAT32, Shape.of(Shape.BATCH, 3, 8, 8));
            Value w = b.param(
                    prefix + "w", Shape.of(channels, 3, 3, 3), ParamSpec.Role.KERNEL, new Initialiser.Fill(initial));
            Value c = b.constant(prefix + "c", DType.FLOAT32, new Tensor(Shape.of(1), new float[] {constant}));
            Value y = b.node(prefix + "conv", Op.Conv.same(3, 1, 1), x, w);
            Value z = b.node(prefix + "leaky", new Op.LeakyRelu(alpha), y);
            Value operand = otherEdge ? y : z;
            Value difference = b.node(prefix + "sub", new Op.Sub(), swapped ? c : operand, swapped ? operand : c);
            Value cast = b.node(prefix + "cast", new Op.Cast(dtype), z);
            List<Value> outputs = outputsSwapped ? List.of(cast, difference) : List.of(difference, cast);
            outputs.forEach(b::output);
            return b.build();
        }
    }

    private static String with(Consumer<Recipe> change) {
        Recipe recipe = new Recipe();
        change.accept(recipe);
        return Fingerprint.of(recipe.graph());
    }

    private static final String ORIGINAL = with(r -> {});

    @Test
    void isSha256InLowerCaseHexadecimal() {
        assertThat(ORIGINAL).matches("[0-9a-f]{64}").isEqualTo(with(r -> {}));
    }

    @Test
    void namesDoNotCount() {
        assertThat(with(r -> r.prefix = "other.")).isEqualTo(ORIGINAL);
    }

    @Test
    void howWeightsStartDoesNotCount() {
        assertThat(with(r -> r.initial = 5)).isEqualTo(ORIGINAL);
    }

    @Test
    void everyAttributeShapeConstantTypeAndEdgeCounts() {
        assertThat(List.of(
                        ORIGINAL,
                        with(r -> r.alpha = 0.2),
                        with(r -> r.channels = 5),
                        with(r -> r.constant = Math.nextUp(2f)),
                        with(r -> r.dtype = DType.INT64),
                        with(r -> r.swapped = true),
                        with(r -> r.otherEdge = true),
                        with(r -> r.outputsSwapped = true)))
                .doesNotHaveDuplicates();
    }
}
