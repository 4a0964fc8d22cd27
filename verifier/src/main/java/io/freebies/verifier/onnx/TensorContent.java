package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import io.freebies.graph.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A tensor of an ONNX file in one form, whichever of the format's fields holds its numbers. */
public final class TensorContent {
    private static final int SHOWN = 8;
    private static final long MOST = Integer.MAX_VALUE;

    private TensorContent() {}

    /** Type and extents, such as {@code float32 [64, 3, 3, 3]}. */
    public static String type(TensorProto tensor) {
        return TypeText.element(tensor.getDataType()) + " " + tensor.getDimsList();
    }

    /** How many numbers a sound tensor holds. */
    public static long elements(TensorProto tensor) {
        return tensor.getDimsList().stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    }

    /** Type, extents and a digest of the numbers: equal for equal tensors only. */
    static String exact(TensorProto tensor) {
        return type(tensor) + " " + Sha256.of(bytes(tensor));
    }

    /** For people: the numbers if they are few, else the digest's start. */
    public static String shown(TensorProto tensor) {
        boolean few = elements(tensor) <= SHOWN && tensor.getDataType() != DataType.STRING.getNumber();
        List<Double> numbers = few ? numbers(tensor) : List.of();
        String value = numbers.isEmpty()
                ? "sha256 " + Sha256.of(bytes(tensor)).substring(0, 12)
                : String.join(", ", numbers.stream().map(TensorContent::shown).toList());
        return type(tensor) + " = " + value;
    }

    private static String shown(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Float.toString((float) number);
    }

    /** The numbers of a float32, float64, int32 or int64 tensor, row by row; none of another type. */
    public static List<Double> numbers(TensorProto tensor) {
        ByteBuffer data = bytes(tensor);
        List<Double> numbers = new ArrayList<>();
        DataType type =
                Optional.ofNullable(DataType.forNumber(tensor.getDataType())).orElse(DataType.UNDEFINED);
        switch (type) {
            case FLOAT -> {
                while (data.hasRemaining()) {
                    numbers.add((double) data.getFloat());
                }
            }
            case DOUBLE -> {
                while (data.hasRemaining()) {
                    numbers.add(data.getDouble());
                }
            }
            case INT32 -> {
                while (data.hasRemaining()) {
                    numbers.add((double) data.getInt());
                }
            }
            case INT64 -> {
                while (data.hasRemaining()) {
                    numbers.add((double) data.getLong());
                }
            }
            default -> {
                // Nobody computes shapes with other types.
            }
        }
        return numbers;
    }

    /**
     * What is wrong with a tensor, as one line: extents that are negative or too many, numbers elsewhere, or more or
     * fewer bytes than it says.
     */
    static Optional<String> problem(TensorProto tensor) {
        if (ExternalData.isElsewhere(tensor)) {
            return Optional.of("expected its numbers in the .onnx file, found a reference to another file; only"
                    + " initialisers of the main graph may be kept apart");
        }
        Optional<DataType> type = Optional.ofNullable(DataType.forNumber(tensor.getDataType()));
        long bits = type.map(TensorContent::bits).orElse(0);
        boolean text = type.filter(DataType.STRING::equals).isPresent();
        if (bits == 0 && !text) {
            return Optional.of("expected a type of ONNX, found " + tensor.getDataType());
        }
        long elements = 1;
        for (long extent : tensor.getDimsList()) {
            elements = extent < 0 || extent > MOST ? MOST + 1 : elements * extent;
            if (elements > MOST) {
                return Optional.of(
                        "expected extents from 0 on and at most " + MOST + " numbers, found " + tensor.getDimsList());
            }
        }
        long expected = text ? elements : (elements * bits + 7) / 8;
        long found = text ? tensor.getStringDataCount() : size(tensor, type.get());
        return expected == found
                ? Optional.empty()
                : Optional.of("expected " + expected + (text ? " texts" : " bytes") + " for " + type(tensor)
                        + ", found " + found);
    }

    private static long size(TensorProto tensor, DataType type) {
        return tensor.hasRawData()
                ? tensor.getRawData().size()
                : 4L * tensor.getFloatDataCount()
                        + 8L * tensor.getDoubleDataCount()
                        + 8L * tensor.getInt64DataCount()
                        + (tensor.getInt32DataCount() + (long) tensor.getUint64DataCount()) * width(type);
    }

    /** The numbers, row by row, little-endian, as ONNX's {@code raw_data} has them. */
    static ByteBuffer bytes(TensorProto tensor) {
        if (tensor.hasRawData()) {
            return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        }
        DataType type =
                Optional.ofNullable(DataType.forNumber(tensor.getDataType())).orElse(DataType.UNDEFINED);
        long text =
                tensor.getStringDataList().stream().mapToLong(s -> 4 + s.size()).sum();
        ByteBuffer out =
                ByteBuffer.allocate(Math.toIntExact(size(tensor, type) + text)).order(ByteOrder.LITTLE_ENDIAN);
        tensor.getFloatDataList().forEach(out::putFloat);
        tensor.getDoubleDataList().forEach(out::putDouble);
        tensor.getInt64DataList().forEach(out::putLong);
        tensor.getInt32DataList().forEach(v -> put(out, v, width(type)));
        tensor.getUint64DataList().forEach(v -> put(out, v, width(type)));
        for (ByteString item : tensor.getStringDataList()) {
            out.putInt(item.size()).put(item.asReadOnlyByteBuffer());
        }
        return out.flip();
    }

    private static void put(ByteBuffer out, long value, int width) {
        for (int i = 0; i < width; i++) {
            out.put((byte) (value >>> (8 * i)));
        }
    }

    /** Bytes of an element kept in {@code int32_data} or {@code uint64_data}; small ones are packed there. */
    private static int width(DataType type) {
        return Math.max(1, bits(type) / 8);
    }

    /** Bits of an element; 0 for text and for what is no type. */
    public static int bits(DataType type) {
        return switch (type) {
            case COMPLEX128 -> 128;
            case INT64, UINT64, DOUBLE, COMPLEX64 -> 64;
            case INT32, UINT32, FLOAT -> 32;
            case INT16, UINT16, FLOAT16, BFLOAT16 -> 16;
            case INT8, UINT8, BOOL, FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ -> 8;
            case INT4, UINT4 -> 4;
            default -> 0;
        };
    }
}
