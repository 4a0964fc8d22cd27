package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Types of graph inputs and outputs as text. */
public final class TypeText {
    private final Map<String, Integer> symbols = new HashMap<>();

    /** A numbering that starts anew: one for each graph. */
    public TypeText() {}

    /** Such as {@code float32 [?0, 3, 224, 224]}: symbolic extents are numbered in order of appearance, not named. */
    public String nameFree(ValueInfoProto value) {
        return text(value, symbol -> "?" + symbols.computeIfAbsent(symbol, s -> symbols.size()));
    }

    /** Such as {@code float32 [batch, 3, 224, 224]}. */
    public static String named(ValueInfoProto value) {
        return text(value, symbol -> symbol);
    }

    /** Such as {@code float32}. */
    public static String element(int dataType) {
        DataType type = DataType.forNumber(dataType);
        String name = type == null ? "type" + dataType : type.name().toLowerCase(Locale.ROOT);
        return name.equals("float") ? "float32" : name;
    }

    private static String text(ValueInfoProto value, UnaryOperator<String> symbol) {
        if (!value.getType().hasTensorType()) {
            return value.getType().toString().replaceAll("\\s+", " ");
        }
        TypeProto.Tensor tensor = value.getType().getTensorType();
        if (!tensor.hasShape()) {
            return element(tensor.getElemType()) + " of any shape";
        }
        List<String> dims = tensor.getShape().getDimList().stream()
                .map(dim -> extent(dim, symbol))
                .toList();
        return element(tensor.getElemType()) + " " + dims;
    }

    private static String extent(Dimension dim, UnaryOperator<String> symbol) {
        return switch (dim.getValueCase()) {
            case DIM_VALUE -> Long.toString(dim.getDimValue());
            case DIM_PARAM -> symbol.apply(dim.getDimParam());
            default -> "?";
        };
    }
}
