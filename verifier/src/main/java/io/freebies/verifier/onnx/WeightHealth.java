package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a model's numbers. A weight that is not finite spoils every answer; one that is denormal is slow on
 * some processors. Constants of the architecture may be infinite, such as a bound, but must be numbers.
 *
 * @param notFinite tensors with such a number, one line each
 * @param denormal how many learned numbers are denormal
 */
public record WeightHealth(List<String> notFinite, long denormal) {
    private static final int HALF_EXPONENT = 0x7C00;
    private static final int BRAIN_EXPONENT = 0x7F80;

    /** Copies the list. */
    public WeightHealth {
        notFinite = List.copyOf(notFinite);
    }

    /** Looks at every floating-point number of a model. */
    public static WeightHealth of(OnnxFile file) {
        List<String> notFinite = new ArrayList<>();
        long denormal = 0;
        for (Map.Entry<String, TensorProto> entry : file.graph().tensors().entrySet()) {
            boolean learned = file.graph().source(entry.getKey()) instanceof Source.Learned;
            Count count = new Count();
            count.add(entry.getValue());
            long bad = count.notANumber + (learned ? count.infinite : 0);
            if (bad > 0) {
                notFinite.add("'" + entry.getKey() + "' " + TensorContent.type(entry.getValue()) + " has " + bad);
            }
            denormal += learned ? count.denormal : 0;
        }
        return new WeightHealth(notFinite, denormal);
    }

    /** Whether all numbers can be computed with. */
    public boolean isFinite() {
        return notFinite.isEmpty();
    }

    private static final class Count {
        private long notANumber;
        private long infinite;
        private long denormal;

        void add(TensorProto tensor) {
            ByteBuffer data = TensorContent.bytes(tensor);
            int type = tensor.getDataType();
            if (type == DataType.FLOAT.getNumber()) {
                while (data.hasRemaining()) {
                    add(data.getFloat(), Float.MIN_NORMAL);
                }
            } else if (type == DataType.DOUBLE.getNumber()) {
                while (data.hasRemaining()) {
                    add(data.getDouble(), Double.MIN_NORMAL);
                }
            } else if (type == DataType.FLOAT16.getNumber() || type == DataType.BFLOAT16.getNumber()) {
                int exponent = type == DataType.FLOAT16.getNumber() ? HALF_EXPONENT : BRAIN_EXPONENT;
                while (data.hasRemaining()) {
                    addHalf(data.getShort() & 0x7FFF, exponent);
                }
            }
        }

        private void add(double number, double leastNormal) {
            double size = Math.abs(number);
            notANumber += Double.isNaN(size) ? 1 : 0;
            infinite += Double.isInfinite(size) ? 1 : 0;
            denormal += size > 0 && size < leastNormal ? 1 : 0;
        }

        private void addHalf(int magnitude, int exponent) {
            notANumber += magnitude > exponent ? 1 : 0;
            infinite += magnitude == exponent ? 1 : 0;
            denormal += magnitude > 0 && (magnitude & exponent) == 0 ? 1 : 0;
        }
    }
}
