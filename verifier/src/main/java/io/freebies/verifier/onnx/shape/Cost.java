package io.freebies.verifier.onnx.shape;

import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.OnnxGraph;
import io.freebies.verifier.onnx.OnnxNode;
import io.freebies.verifier.onnx.Source;
import io.freebies.verifier.onnx.TensorContent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a model, or a node of it, costs to run once.
 *
 * @param parameters learned numbers; running statistics not counted
 * @param multiplyAdds of convolutions and matrix products; published GFLOP figures count two each
 * @param activationBytes of all values that nodes make
 */
public record Cost(long parameters, long multiplyAdds, long activationBytes) {
    /** Nothing. */
    public static final Cost NONE = new Cost(0, 0, 0);

    private static final Set<String> PRODUCTS = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");
    private static final Set<String> RUNNING_STATISTICS_OF = Set.of("BatchNormalization");
    private static final int FIRST_RUNNING_STATISTIC = 3;

    /**
     * The cost of a model, and what of it could not be counted.
     *
     * @param cost of all that could be counted
     * @param uncounted one line for each node that could not, with the reason
     */
    public record Total(Cost cost, List<String> uncounted) {
        /** Copies the list. */
        public Total {
            uncounted = List.copyOf(uncounted);
        }
    }

    /** Counts a model for the inputs that the shapes were inferred for. */
    public static Total of(OnnxFile file, ShapeInference shapes) {
        OnnxGraph graph = file.graph();
        Set<String> counted = new HashSet<>();
        List<String> uncounted = new ArrayList<>();
        Cost total = NONE;
        for (OnnxNode node : graph.nodes()) {
            total = total.plus(of(node, graph, shapes, counted));
            if (!ShapeInference.knows(node)) {
                uncounted.add(node.title() + ": an operator whose work is not counted");
            } else if (node.outputs().stream()
                    .anyMatch(
                            name -> !name.isEmpty() && shapes.fact(name).bytes().isEmpty())) {
                uncounted.add(node.title() + ": an output whose size only running tells");
            }
        }
        return new Total(total, uncounted);
    }

    /** The cost of one node, as if no other one shared its parameters. */
    public static Cost of(OnnxNode node, OnnxGraph graph, ShapeInference shapes) {
        return of(node, graph, shapes, new HashSet<>());
    }

    private static Cost of(OnnxNode node, OnnxGraph graph, ShapeInference shapes, Set<String> counted) {
        long parameters = 0;
        for (int slot = 0; slot < node.inputs().size(); slot++) {
            boolean statistic = slot >= FIRST_RUNNING_STATISTIC && RUNNING_STATISTICS_OF.contains(node.type());
            String name = node.inputs().get(slot);
            if (graph.source(name) instanceof Source.Learned learned && !statistic && counted.add(name)) {
                parameters += TensorContent.elements(learned.tensor());
            }
        }
        long bytes = node.outputs().stream()
                .mapToLong(name -> shapes.fact(name).bytes().orElse(0L))
                .sum();
        return new Cost(parameters, multiplyAdds(node, shapes), bytes);
    }

    /** Products of the operators that are made of them; 0 where a size is not known. */
    private static long multiplyAdds(OnnxNode node, ShapeInference shapes) {
        if (!PRODUCTS.contains(node.type())) {
            return 0;
        }
        ValueFact first = shapes.fact(node.inputs().get(0));
        ValueFact second = shapes.fact(node.inputs().get(1));
        ValueFact out = shapes.fact(node.outputs().get(0));
        if (first.elements().isEmpty()
                || second.elements().isEmpty()
                || out.elements().isEmpty()) {
            return 0;
        }
        List<Long> a = first.extents().orElseThrow();
        List<Long> b = second.extents().orElseThrow();
        return switch (node.type()) {
            // Each element of the output sums a window of one filter; each of the input of its transpose spreads one.
            case "Conv" -> out.elements().get() * (second.elements().get() / b.get(0));
            case "ConvTranspose" -> first.elements().get() * (second.elements().get() / b.get(0));
            case "Gemm" ->
                out.elements().get()
                        * a.get(node.attribute("transA").map(t -> t.getI() != 0).orElse(false) ? 0 : 1);
            default -> out.elements().get() * a.get(a.size() - 1);
        };
    }

    /** The sum. */
    public Cost plus(Cost other) {
        return new Cost(
                parameters + other.parameters,
                multiplyAdds + other.multiplyAdds,
                activationBytes + other.activationBytes);
    }

    /** The difference. */
    public Cost minus(Cost other) {
        return new Cost(
                parameters - other.parameters,
                multiplyAdds - other.multiplyAdds,
                activationBytes - other.activationBytes);
    }

    /** Such as {@code 61,949,149 parameters, 32,999,999,999 multiply-adds, 524,288,000 bytes of activations}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d parameters, %,d multiply-adds, %,d bytes of activations",
                parameters,
                multiplyAdds,
                activationBytes);
    }

    /** With a sign before each number. */
    public String signed() {
        return String.format(
                Locale.ROOT,
                "%+,d parameters, %+,d multiply-adds, %+,d bytes of activations",
                parameters,
                multiplyAdds,
                activationBytes);
    }
}
