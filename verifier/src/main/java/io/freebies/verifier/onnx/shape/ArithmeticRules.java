package io.freebies.verifier.onnx.shape;

import static io.freebies.verifier.onnx.shape.ValueFact.UNKNOWN;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Operators that work element by element, after broadcasting. */
final class ArithmeticRules {
    /** One output, shaped as the first input. */
    private static final List<String> SHAPED_AS_FIRST = List.of(
            "Acos",
            "Asin",
            "Atan",
            "BitwiseNot",
            "Celu",
            "Clip",
            "Cos",
            "CumSum",
            "Elu",
            "Erf",
            "Exp",
            "Gelu",
            "GroupNormalization",
            "HardSigmoid",
            "HardSwish",
            "Hardmax",
            "InstanceNormalization",
            "LRN",
            "LeakyRelu",
            "Log",
            "LogSoftmax",
            "LpNormalization",
            "MeanVarianceNormalization",
            "Mish",
            "PRelu",
            "Relu",
            "Selu",
            "Shrink",
            "Sigmoid",
            "Sign",
            "Sin",
            "Softmax",
            "Softplus",
            "Softsign",
            "Tan",
            "Tanh",
            "ThresholdedRelu",
            "com.microsoft:QuickGelu",
            "com.microsoft:Gelu");

    static final Map<String, Rule> RULES = rules();

    private ArithmeticRules() {}

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        SHAPED_AS_FIRST.forEach(op -> rules.put(op, site -> List.of(site.in(0).shape())));
        rules.put("Abs", unary(Math::abs));
        rules.put("Ceil", unary(Math::ceil));
        rules.put("Floor", unary(Math::floor));
        rules.put("Identity", unary(x -> x));
        rules.put("Neg", unary(x -> -x));
        rules.put("Reciprocal", unary(x -> 1 / x));
        rules.put("Round", unary(Math::rint));
        rules.put("Sqrt", unary(Math::sqrt));
        rules.put("Dropout", site -> List.of(site.in(0), site.in(0).shape().as(DataType.BOOL)));
        rules.put("Add", binary(Double::sum));
        rules.put("Sub", binary((a, b) -> a - b));
        rules.put("Mul", binary((a, b) -> a * b));
        rules.put("Div", ArithmeticRules::divide);
        rules.put("Pow", site -> List.of(joined(site, site.type(0), Math::pow)));
        rules.put("Mod", site -> List.of(joined(site, site.type(0))));
        rules.put("Max", binary(Math::max));
        rules.put("Min", binary(Math::min));
        List.of("Mean", "Sum", "BitwiseAnd", "BitwiseOr", "BitwiseXor", "BitShift")
                .forEach(op -> rules.put(op, site -> List.of(joined(site, site.type(0)))));
        rules.put("Equal", comparison((a, b) -> a == b ? 1 : 0));
        rules.put("Greater", comparison((a, b) -> a > b ? 1 : 0));
        rules.put("GreaterOrEqual", comparison((a, b) -> a >= b ? 1 : 0));
        rules.put("Less", comparison((a, b) -> a < b ? 1 : 0));
        rules.put("LessOrEqual", comparison((a, b) -> a <= b ? 1 : 0));
        Set.of("And", "Or", "Xor").forEach(op -> rules.put(op, site -> List.of(joined(site, DataType.BOOL))));
        Set.of("Not", "IsNaN", "IsInf")
                .forEach(op -> rules.put(op, site -> List.of(site.in(0).shape().as(DataType.BOOL))));
        rules.put("Where", ArithmeticRules::where);
        rules.put("Cast", ArithmeticRules::cast);
        rules.put("CastLike", site -> List.of(site.in(0).as(site.type(1))));
        rules.put(
                "QuantizeLinear", site -> List.of(site.in(0).shape().as(site.has(2) ? site.type(2) : DataType.UINT8)));
        rules.put("DequantizeLinear", site -> List.of(site.in(0).shape().as(site.type(1))));
        rules.put("BatchNormalization", ArithmeticRules::batchNormalization);
        rules.put("LayerNormalization", site -> List.of(site.in(0).shape()));
        return rules;
    }

    private static Rule unary(DoubleUnaryOperator operator) {
        return site -> {
            ValueFact x = site.in(0);
            Optional<List<Double>> numbers = x.numbers()
                    .map(list -> list.stream().map(operator::applyAsDouble).toList());
            return List.of(new ValueFact(x.type(), x.extents(), numbers));
        };
    }

    private static Rule binary(DoubleBinaryOperator operator) {
        return site -> List.of(joined(site, site.type(0), operator));
    }

    private static Rule comparison(DoubleBinaryOperator operator) {
        return site -> List.of(joined(site, DataType.BOOL, operator));
    }

    private static List<ValueFact> divide(Site site) {
        boolean whole = site.type(0) == DataType.INT64 || site.type(0) == DataType.INT32;
        DoubleBinaryOperator operator = (a, b) -> a / b;
        DoubleBinaryOperator truncated = (a, b) -> (long) (a / b);
        return List.of(joined(site, site.type(0), whole ? truncated : operator));
    }

    /** All inputs broadcast together. */
    private static ValueFact joined(Site site, DataType type) {
        List<Long> extents = site.extents(0);
        for (int slot = 1; slot < site.inputs().size(); slot++) {
            Optional<List<Long>> both = Extents.broadcast(extents, site.extents(slot));
            extents = both.orElseThrow(() -> site.unfit(
                    "inputs that broadcast together",
                    site.inputs().stream()
                            .map(input -> input.map(ValueFact::toString).orElse("none"))
                            .toList()));
        }
        return ValueFact.of(type, extents);
    }

    /** Two inputs, computed where both are known scalars or vectors. */
    private static ValueFact joined(Site site, DataType type, DoubleBinaryOperator operator) {
        ValueFact shape = joined(site, type);
        boolean vectors =
                site.inputs().size() == 2 && shape.extents().orElseThrow().size() <= 1;
        if (!vectors || site.in(0).numbers().isEmpty() || site.in(1).numbers().isEmpty()) {
            return shape;
        }
        List<Double> a = site.in(0).numbers().get();
        List<Double> b = site.in(1).numbers().get();
        List<Double> result = new ArrayList<>();
        for (int i = 0; i < shape.elements().orElseThrow(); i++) {
            result.add(operator.applyAsDouble(a.get(Math.min(i, a.size() - 1)), b.get(Math.min(i, b.size() - 1))));
        }
        return new ValueFact(type, shape.extents(), Optional.of(result));
    }

    private static List<ValueFact> where(Site site) {
        site.requireInputs(3);
        ValueFact shape = joined(site, site.type(1));
        boolean known = site.inputs().stream()
                .allMatch(input -> input.flatMap(ValueFact::numbers).isPresent());
        if (!known || shape.extents().orElseThrow().size() > 1) {
            return List.of(shape);
        }
        List<List<Double>> numbers = site.inputs().stream()
                .map(input -> input.orElseThrow().numbers().orElseThrow())
                .toList();
        List<Double> result = new ArrayList<>();
        for (int i = 0; i < shape.elements().orElseThrow(); i++) {
            List<Double> condition = numbers.get(0);
            List<Double> chosen = numbers.get(condition.get(Math.min(i, condition.size() - 1)) != 0 ? 1 : 2);
            result.add(chosen.get(Math.min(i, chosen.size() - 1)));
        }
        return List.of(new ValueFact(shape.type(), shape.extents(), Optional.of(result)));
    }

    private static List<ValueFact> cast(Site site) {
        DataType to = Optional.ofNullable(DataType.forNumber((int) site.whole("to", 0)))
                .orElseThrow(() -> site.unfit("a type of ONNX as to", site.whole("to", 0)));
        boolean whole = to == DataType.INT64 || to == DataType.INT32;
        ValueFact x = site.in(0);
        Optional<List<Double>> numbers = x.numbers()
                .map(list -> list.stream()
                        .map(d -> whole ? (double) d.longValue() : d)
                        .toList());
        return List.of(new ValueFact(to, x.extents(), numbers));
    }

    private static List<ValueFact> batchNormalization(Site site) {
        List<Long> x = site.extents(0, 2);
        for (int slot = 1; slot <= 4; slot++) {
            List<Long> channels = site.extents(slot);
            if (channels.size() != 1 || (x.get(1) != UNKNOWN && !channels.get(0).equals(x.get(1)))) {
                throw site.unfit("one number for each of " + x.get(1) + " channels", site.in(slot));
            }
        }
        return List.of(site.in(0).shape());
    }
}
