package io.freebies.verifier.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.freebies.failure.Failure;
import io.freebies.graph.Tensor;
import io.freebies.verifier.adapter.Answer;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.shape.ShapeInference;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX model ready to run. Runs may be made by several threads at once.
 *
 * <p>Every file is read and checked in Java first: what native code would do with a damaged or hostile one is not left
 * to chance.
 */
public final class OnnxSession implements AutoCloseable {
    /** As many threads as ONNX Runtime thinks right: one per physical core. */
    public static final int DEFAULT_THREADS = 0;

    private final Path file;
    private final OrtSession session;
    private final Map<String, List<Long>> inputs = new LinkedHashMap<>();

    private OnnxSession(Path file, OrtSession session) throws OrtException {
        this.file = file;
        this.session = session;
        for (NodeInfo input : session.getInputInfo().values()) {
            if (!(input.getInfo() instanceof TensorInfo info) || info.type != OnnxJavaType.FLOAT) {
                throw Failure.data(file + ": input '" + input.getName() + "': expected a float32 tensor, found "
                        + input.getInfo() + "; export the model with float32 inputs");
            }
            inputs.put(input.getName(), Arrays.stream(info.getShape()).boxed().toList());
        }
    }

    /** Makes a session of a checked model. */
    @FunctionalInterface
    interface Loader {
        OrtSession load(OrtEnvironment environment, SessionOptions options) throws OrtException;
    }

    /**
     * Loads a model.
     *
     * @param threads for one operator; {@link #DEFAULT_THREADS} to let ONNX Runtime choose
     * @throws Failure (data) if the file is not sound, or ONNX Runtime refuses it; (environment) if the provider does
     *     not work here
     */
    public static OnnxSession open(Path file, Provider provider, int threads) {
        return open(OnnxFile.read(file), provider, threads);
    }

    /** Loads a file that has been read, from its path. */
    public static OnnxSession open(OnnxFile file, Provider provider, int threads) {
        return open(
                file,
                provider,
                threads,
                (environment, options) -> environment.createSession(file.path().toString(), options));
    }

    /** Loads a model that is in memory only. */
    public static OnnxSession inMemory(OnnxFile model, Provider provider, int threads) {
        return open(
                model, provider, threads, (environment, options) -> environment.createSession(model.bytes(), options));
    }

    static OnnxSession open(OnnxFile file, Provider provider, int threads, Loader loader) {
        // Refuses what would not fit into memory; what the inputs' open extents will be is not known yet.
        ShapeInference.of(file, Map.of());
        // The environment lives as long as the process: ONNX Runtime keeps exactly one.
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "freebies");
        try (SessionOptions options = new SessionOptions()) {
            // A spinning pool steals time from other sessions of the process and from other processes.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            if (threads != DEFAULT_THREADS) {
                options.setIntraOpNumThreads(threads);
            }
            provider.addTo(options);
            OrtSession session = loader.load(environment, options);
            try {
                return new OnnxSession(file.path(), session);
            } catch (Failure | OrtException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw Failure.data(
                    file + ": expected a model that ONNX Runtime " + environment.getVersion() + " can run, found: "
                            + Provider.firstLine(e) + "; write it again",
                    e);
        }
    }

    /** The file it came from. */
    public Path file() {
        return file;
    }

    /** Declared extents of the inputs by name, in the model's order; -1 where any is allowed. */
    public Map<String, List<Long>> inputs() {
        return inputs;
    }

    /** ONNX Runtime's own session, for measurements. */
    public OrtSession session() {
        return session;
    }

    /**
     * Runs once for all outputs.
     *
     * @param fed numbers for every input, by name
     * @return by name, in the model's order; whole numbers as floats
     * @throws Failure (data) if the model refuses a shape or fails, or answers with something else than numbers
     */
    public Map<String, Answer> run(Map<String, Tensor> fed) {
        return run(fed, session.getOutputNames());
    }

    /** Runs once for some of the outputs, as {@link #run(Map)}. */
    public Map<String, Answer> run(Map<String, Tensor> fed, Set<String> wanted) {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Tensor> input : fed.entrySet()) {
                Tensor numbers = input.getValue();
                tensors.put(
                        input.getKey(),
                        OnnxTensor.createTensor(
                                OrtEnvironment.getEnvironment(),
                                FloatBuffer.wrap(numbers.data()),
                                numbers.shape().toArray()));
            }
            try (OrtSession.Result result = session.run(tensors, wanted)) {
                Map<String, Answer> outputs = new LinkedHashMap<>();
                for (Map.Entry<String, OnnxValue> output : result) {
                    outputs.put(output.getKey(), answer(output.getKey(), output.getValue()));
                }
                return outputs;
            }
        } catch (OrtException e) {
            throw Failure.data(
                    file + ": cannot run on " + fed + ": " + Provider.firstLine(e)
                            + "; check the input size, or write it again",
                    e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private Answer answer(String name, OnnxValue value) {
        if (!(value instanceof OnnxTensor tensor)) {
            throw noNumbers(name, value.getType().toString());
        }
        TensorInfo info = tensor.getInfo();
        // Each getter copies the whole tensor into an array of its own.
        FloatBuffer floats = tensor.getFloatBuffer();
        LongBuffer longs = tensor.getLongBuffer();
        IntBuffer ints = tensor.getIntBuffer();
        List<Long> extents = Arrays.stream(info.getShape()).boxed().toList();
        if (floats != null) {
            return new Answer(extents, floats.array());
        } else if (longs == null && ints == null) {
            throw noNumbers(name, info.toString());
        }
        float[] data = new float[Math.toIntExact(info.getNumElements())];
        for (int i = 0; i < data.length; i++) {
            data[i] = longs != null ? longs.get(i) : ints.get(i);
        }
        return new Answer(extents, data);
    }

    private Failure noNumbers(String output, String found) {
        return Failure.data(file + ": output '" + output + "': expected a tensor of numbers, found " + found
                + "; export the model with tensors as outputs");
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
