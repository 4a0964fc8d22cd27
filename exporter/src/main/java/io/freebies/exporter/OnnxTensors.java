package io.freebies.exporter;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.UnsafeByteOperations;
import io.freebies.graph.DType;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.graph.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Numbers and types on the wire: raw little-endian bytes, symbolic extents by name. */
final class OnnxTensors {
    private OnnxTensors() {}

    /** Name, element type and shape of a value. */
    static ValueInfoProto info(Value value) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long dim : value.shape().dims()) {
            if (dim < 0) {
                shape.addDimBuilder().setDimParam(Shape.name(dim));
            } else {
                shape.addDimBuilder().setDimValue(dim);
            }
        }
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder()
                .setElemType(type(value.dtype()).getNumber())
                .setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(value.name())
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /** A parameter or constant under its name. */
    static TensorProto initialiser(Value value, Tensor tensor) {
        return switch (value.dtype()) {
            case FLOAT32 -> raw(value.name(), DType.FLOAT32, tensor.shape().dims(), tensor.littleEndian());
            case INT64 -> {
                long[] numbers = new long[tensor.data().length];
                Arrays.setAll(numbers, i -> (long) tensor.data()[i]);
                yield raw(value.name(), DType.INT64, tensor.shape().dims(), littleEndian(numbers));
            }
            case BOOL ->
                throw new IllegalArgumentException(
                        "constant " + value.name() + ": expected float32 or int64, found " + value);
        };
    }

    /** A vector of floats. */
    static TensorProto floats(String name, float... numbers) {
        Tensor tensor = new Tensor(Shape.of(numbers.length), numbers);
        return raw(name, DType.FLOAT32, tensor.shape().dims(), tensor.littleEndian());
    }

    /** A vector of whole numbers. */
    static TensorProto wholes(String name, List<Long> numbers) {
        long[] array = numbers.stream().mapToLong(Long::longValue).toArray();
        return raw(name, DType.INT64, List.of((long) array.length), littleEndian(array));
    }

    /** ONNX's element type. */
    static TensorProto.DataType type(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> TensorProto.DataType.FLOAT;
            case INT64 -> TensorProto.DataType.INT64;
            case BOOL -> TensorProto.DataType.BOOL;
        };
    }

    /** Nobody else holds {@code bytes}, so wrapping them is safe and spares a copy of every weight. */
    private static TensorProto raw(String name, DType dtype, List<Long> dims, byte[] bytes) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type(dtype).getNumber())
                .addAllDims(dims)
                .setRawData(UnsafeByteOperations.unsafeWrap(bytes))
                .build();
    }

    private static byte[] littleEndian(long[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(numbers);
        return bytes.array();
    }
}
