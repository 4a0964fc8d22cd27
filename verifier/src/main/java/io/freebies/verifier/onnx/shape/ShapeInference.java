package io.freebies.verifier.onnx.shape;

import static io.freebies.verifier.onnx.shape.ValueFact.UNKNOWN;

import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.freebies.failure.Failure;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.OnnxGraph;
import io.freebies.verifier.onnx.OnnxNode;
import io.freebies.verifier.onnx.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The extents of every value of a model for inputs of given extents, node by node, by ONNX's rules. What the file itself
 * says of a value counts only where no rule knows better. Values within subgraphs are not looked at.
 */
public final class ShapeInference {
    /**
     * About three times what detectors need at once for a picture of 640 x 640. With it a process that reads damaged or
     * hostile files stays below 1 GB, heap and libraries included.
     */
    static final long MOST_BYTES = 320L << 20;

    /** ONNX Runtime trusts the extents of some of their inputs. */
    private static final Set<String> NEEDS_EXTENTS = Set.of("Resize", "Upsample");

    private static final Map<String, Rule> RULES = rules();

    private final OnnxFile file;
    private final OnnxGraph graph;
    private final long opset;
    private final Map<String, Long> symbols = new HashMap<>();
    private final Map<String, ValueFact> facts = new HashMap<>();

    private ShapeInference(OnnxFile file) {
        this.file = file;
        this.graph = file.graph();
        this.opset = file.model().getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                .mapToLong(OperatorSetIdProto::getVersion)
                .max()
                .orElse(0);
    }

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        Stream.of(
                        WindowRules.RULES,
                        ArithmeticRules.RULES,
                        ReductionRules.RULES,
                        ShapeRules.RULES,
                        SelectionRules.RULES,
                        SizeRules.RULES)
                .forEach(rules::putAll);
        return rules;
    }

    /**
     * Infers the shapes of a model.
     *
     * @param fed extents of inputs by name; of others, what the file declares, the first of them 1 where it is open
     * @throws Failure (data) naming the node whose inputs do not fit, or whose output is absurdly large
     */
    public static ShapeInference of(OnnxFile file, Map<String, List<Long>> fed) {
        ShapeInference inference = new ShapeInference(file);
        inference.graph.inputs().forEach(input -> inference.feed(input, Optional.ofNullable(fed.get(input.getName()))));
        inference.graph.nodes().forEach(inference::infer);
        long most = LiveBytes.most(inference.graph, inference) + LiveBytes.copies(inference.graph, inference);
        if (most > MOST_BYTES) {
            throw inference.unfit("expected values of at most " + MOST_BYTES
                    + " bytes at the same time, copies of inputs and outputs included, found " + most);
        }
        return inference;
    }

    /** What is known of a value: of nothing less than its type. */
    public ValueFact fact(String value) {
        Source source = graph.source(value);
        if (source instanceof Source.Learned learned) {
            return facts.computeIfAbsent(
                    value, v -> ValueFact.of(learned.tensor()).shape());
        } else if (source instanceof Source.Fixed fixed) {
            return facts.computeIfAbsent(value, v -> ValueFact.of(fixed.tensor()));
        }
        return facts.getOrDefault(value, ValueFact.unknown(DataType.UNDEFINED));
    }

    /** Whether there is a rule for a node's operator. */
    static boolean knows(OnnxNode node) {
        return RULES.containsKey(node.type());
    }

    private void feed(ValueInfoProto input, Optional<List<Long>> extents) {
        ValueFact declared = declared(input);
        if (declared.extents().isEmpty()) {
            facts.put(input.getName(), new ValueFact(declared.type(), extents, Optional.empty()));
            return;
        }
        List<Long> full = new ArrayList<>(declared.extents().get());
        if (extents.isPresent() && extents.get().size() != full.size()) {
            throw unfit("input '" + input.getName() + "': expected " + extents.get() + ", found " + declared);
        }
        List<Dimension> dimensions = input.getType().getTensorType().getShape().getDimList();
        for (int i = 0; i < full.size(); i++) {
            long open = extents.isPresent() ? extents.get().get(i) : i == 0 ? 1 : UNKNOWN;
            if (full.get(i) == UNKNOWN) {
                full.set(i, open);
                symbols.put(dimensions.get(i).getDimParam(), open);
            } else if (extents.isPresent() && open != full.get(i)) {
                throw unfit("input '" + input.getName() + "': expected " + extents.get() + ", found " + declared);
            }
        }
        put(input.getName(), "input '" + input.getName() + "'", ValueFact.of(declared.type(), full));
    }

    private void infer(OnnxNode node) {
        AbsentInputs.wrong(node).ifPresent(slot -> {
            throw unfit(node.title() + ": expected an input " + slot + ", found an empty name");
        });
        List<Optional<ValueFact>> inputs = node.inputs().stream()
                .map(name -> name.isEmpty() ? Optional.<ValueFact>empty() : Optional.of(fact(name)))
                .toList();
        boolean known = inputs.stream()
                .flatMap(Optional::stream)
                .allMatch(input -> input.extents().isPresent());
        if (!known && NEEDS_EXTENTS.contains(node.type())) {
            throw unfit(node.title() + ": expected inputs whose number of extents the file tells, found " + inputs);
        }
        Optional<Rule> rule = Optional.ofNullable(RULES.get(node.type())).filter(r -> known);
        List<ValueFact> outputs;
        try {
            outputs = rule.map(r -> r.infer(new Site(node, inputs, opset))).orElse(List.of());
        } catch (Failure e) {
            throw unfit(String.valueOf(e.getMessage()));
        }
        for (int slot = 0; slot < node.outputs().size(); slot++) {
            String name = node.outputs().get(slot);
            ValueFact fact = slot < outputs.size() ? outputs.get(slot) : ValueFact.unknown(DataType.UNDEFINED);
            if (!name.isEmpty()) {
                put(name, node.title(), fact.extents().isPresent() ? fact : declared(name));
            }
        }
    }

    private void put(String name, String maker, ValueFact fact) {
        if (fact.bytes().orElse(0L) > MOST_BYTES
                || fact.extents().orElse(List.of()).stream().anyMatch(extent -> extent > Integer.MAX_VALUE)) {
            throw unfit(maker + ": expected values of at most " + MOST_BYTES + " bytes, found '" + name + "' " + fact);
        }
        facts.put(name, fact);
    }

    private ValueFact declared(String name) {
        return graph.declared(name).map(this::declared).orElse(ValueFact.unknown(DataType.UNDEFINED));
    }

    /** What the file says, symbols replaced by what they stand for. */
    private ValueFact declared(ValueInfoProto value) {
        TypeProto.Tensor tensor = value.getType().getTensorType();
        DataType type =
                Optional.ofNullable(DataType.forNumber(tensor.getElemType())).orElse(DataType.UNDEFINED);
        if (!tensor.hasShape()) {
            return ValueFact.unknown(type);
        }
        List<Long> extents = tensor.getShape().getDimList().stream()
                .map(dim -> dim.hasDimValue() ? dim.getDimValue() : symbols.getOrDefault(dim.getDimParam(), UNKNOWN))
                .toList();
        // Some exporters write -1 for an open extent.
        if (extents.stream().anyMatch(extent -> extent < UNKNOWN)) {
            throw unfit(
                    "'" + value.getName() + "': expected extents from 0 on, or -1 for an open one, found " + extents);
        }
        return ValueFact.of(type, extents);
    }

    private Failure unfit(String problem) {
        return Failure.data(file.path() + ": " + problem + "; export the model again");
    }
}
