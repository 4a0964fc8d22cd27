package io.freebies.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers with a shape. The array is shared, not copied: weights are large.
 *
 * @param shape without symbols
 * @param data row-major, as many as the shape says; INT64 constants are kept as exact small floats
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below go by content
public record Tensor(Shape shape, float[] data) {
    /** Refuses an array whose length is not the shape's. */
    public Tensor {
        if (shape.elements() != data.length) {
            throw new IllegalArgumentException(
                    "expected " + shape.elements() + " numbers for shape " + shape + ", found " + data.length);
        }
    }

    /** A tensor of zeros. */
    public static Tensor zeros(Shape shape) {
        return new Tensor(shape, new float[Math.toIntExact(shape.elements())]);
    }

    /** The numbers as fresh little-endian bytes, four each: how files hold them. */
    public byte[] littleEndian() {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(4, data.length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(data);
        return bytes.array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor t && shape.equals(t.shape) && Arrays.equals(data, t.data);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "tensor " + shape;
    }
}
