package io.freebies.bench.instructions;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The process whose instructions are counted: loads a model that has been checked and runs it, on one thread.
 *
 * <pre>
 * MODEL RUNS NAME=1,3,160,160 ...     with every input's shape
 * </pre>
 */
final class InferenceMain {
    private InferenceMain() {}

    /** Runs and prints nothing. */
    public static void main(String[] args) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = new HashMap<>();
        for (String input : Arrays.copyOfRange(args, 2, args.length)) {
            int equals = input.lastIndexOf('=');
            long[] shape = Arrays.stream(input.substring(equals + 1).split(",", -1))
                    .mapToLong(Long::parseLong)
                    .toArray();
            inputs.put(input.substring(0, equals), OnnxTensor.createTensor(environment, numbers(shape), shape));
        }
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            try (OrtSession session = environment.createSession(args[0], options)) {
                for (int run = 0; run < Integer.parseInt(args[1]); run++) {
                    session.run(inputs).close();
                }
            }
        }
    }

    private static FloatBuffer numbers(long[] shape) {
        SplittableRandom random = new SplittableRandom(1);
        FloatBuffer numbers =
                FloatBuffer.allocate(Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b)));
        while (numbers.hasRemaining()) {
            numbers.put((float) random.nextDouble());
        }
        return numbers.flip();
    }
}
