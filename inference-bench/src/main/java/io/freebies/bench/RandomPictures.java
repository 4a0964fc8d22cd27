package io.freebies.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Inputs that are the same for every session: uniform numbers in [0, 1), the range of normalised pixels. */
final class RandomPictures implements AutoCloseable {
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

    /** Fills all inputs; the same seed gives the same numbers. */
    RandomPictures(List<ModelInput> inputs, long batch, long seed, Path file) throws OrtException {
        SplittableRandom random = new SplittableRandom(seed);
        for (ModelInput input : inputs) {
            long[] shape = input.shapeFor(batch, file).stream()
                    .mapToLong(Long::longValue)
                    .toArray();
            int count = 1;
            for (long dimension : shape) {
                count = Math.multiplyExact(count, Math.toIntExact(dimension));
            }
            // Direct, so that no session copies it from the heap while the clock runs.
            FloatBuffer buffer = ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, count))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            for (int i = 0; i < count; i++) {
                buffer.put(i, (float) random.nextDouble());
            }
            tensors.put(input.name(), OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, shape));
        }
    }

    /** By input name. */
    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    @Override
    public void close() {
        tensors.values().forEach(OnnxTensor::close);
    }
}
