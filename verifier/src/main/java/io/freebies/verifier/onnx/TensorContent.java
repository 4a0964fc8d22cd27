package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import io.freebies.failure.Failure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A tensor of an ONNX file in one form, whichever of the format's fields holds its numbers. */
final class TensorContent {
    private static final int SHOWN = 8;

    private TensorContent() {}

    /** Type and extents, such as {@code float32 [64, 3, 3, 3]}. */
    static String type(TensorProto tensor) {
        return TypeText.element(tensor.getDataType()) + " " + tensor.getDimsList();
    }

    /** Type, extents and a digest of the numbers: equal for equal tensors only. */
    static String exact(TensorProto tensor) {
        return type(tensor) + " " + Sha256.of(bytes(tensor));
    }

    /** For people: the numbers if they are few, else the digest's start. */
    static String shown(TensorProto tensor) {
        List<String> numbers = numbers(tensor);
        boolean few = !numbers.isEmpty() && numbers.size() <= SHOWN;
        String value = few
                ? String.join(", ", numbers)
                : "sha256 " + Sha256.of(bytes(tensor)).substring(0, 12);
        return "constant " + type(tensor) + " = " + value;
    }

    private static List<String> numbers(TensorProto tensor) {
        ByteBuffer data = ByteBuffer.wrap(bytes(tensor)).order(ByteOrder.LITTLE_ENDIAN);
        DataType type = DataType.forNumber(tensor.getDataType());
        List<String> numbers = new ArrayList<>();
        if (type == DataType.FLOAT || type == DataType.INT64 || type == DataType.INT32) {
            int width = type == DataType.INT64 ? 8 : 4;
            while (data.remaining() >= width && numbers.size() <= SHOWN) {
                numbers.add(
                        type == DataType.FLOAT
                                ? Float.toString(data.getFloat())
                                : Long.toString(width == 8 ? data.getLong() : data.getInt()));
            }
        }
        return numbers;
    }

    /** The numbers, row by row, little-endian, as ONNX's {@code raw_data} has them. */
    static byte[] bytes(TensorProto tensor) {
        if (tensor.getDataLocation() == DataLocation.EXTERNAL) {
            throw Failure.data("tensor " + tensor.getName() + ": expected its numbers in the .onnx file, found a"
                    + " reference to another file; save the model as one file");
        }
        if (tensor.hasRawData()) {
            return tensor.getRawData().toByteArray();
        }
        int words = tensor.getInt32DataCount() + tensor.getFloatDataCount();
        int longs = tensor.getInt64DataCount() + tensor.getDoubleDataCount() + tensor.getUint64DataCount();
        int text =
                tensor.getStringDataList().stream().mapToInt(s -> 4 + s.size()).sum();
        ByteBuffer out = ByteBuffer.allocate(4 * words + 8 * longs + text).order(ByteOrder.LITTLE_ENDIAN);
        tensor.getFloatDataList().forEach(out::putFloat);
        tensor.getDoubleDataList().forEach(out::putDouble);
        tensor.getInt64DataList().forEach(out::putLong);
        tensor.getInt32DataList().forEach(v -> put(out, v, width(tensor.getDataType())));
        tensor.getUint64DataList().forEach(v -> put(out, v, width(tensor.getDataType())));
        for (ByteString item : tensor.getStringDataList()) {
            out.putInt(item.size()).put(item.asReadOnlyByteBuffer());
        }
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    private static void put(ByteBuffer out, long value, int width) {
        for (int i = 0; i < width; i++) {
            out.put((byte) (value >>> (8 * i)));
        }
    }

    /** Bytes of an element kept in {@code int32_data} or {@code uint64_data}. */
    private static int width(int dataType) {
        DataType type = DataType.forNumber(dataType);
        if (type == null) {
            return 1;
        }
        return switch (type) {
            case UINT64 -> 8;
            case INT32, UINT32 -> 4;
            case INT16, UINT16, FLOAT16, BFLOAT16 -> 2;
            default -> 1;
        };
    }
}
