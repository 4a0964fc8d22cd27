package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Optional;

/** Nodes that only hold a tensor are another way to write an initialiser. */
final class ConstantNode {
    private ConstantNode() {}

    /** The tensor that a Constant node holds; none for other nodes and for constants that are text or sparse. */
    static Optional<TensorProto> tensor(NodeProto node) {
        if (!node.getOpType().equals("Constant") || node.getAttributeCount() != 1 || node.getOutputCount() != 1) {
            return Optional.empty();
        }
        AttributeProto a = node.getAttribute(0);
        TensorProto.Builder floats = TensorProto.newBuilder().setDataType(DataType.FLOAT.getNumber());
        TensorProto.Builder longs = TensorProto.newBuilder().setDataType(DataType.INT64.getNumber());
        return switch (a.getName()) {
            case "value" -> Optional.of(a.getT());
            case "value_int" -> Optional.of(longs.addInt64Data(a.getI()).build());
            case "value_ints" ->
                Optional.of(longs.addDims(a.getIntsCount())
                        .addAllInt64Data(a.getIntsList())
                        .build());
            case "value_float" -> Optional.of(floats.addFloatData(a.getF()).build());
            case "value_floats" ->
                Optional.of(floats.addDims(a.getFloatsCount())
                        .addAllFloatData(a.getFloatsList())
                        .build());
            default -> Optional.empty();
        };
    }
}
