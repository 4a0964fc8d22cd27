package io.freebies.verifier.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.freebies.failure.Failure;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An ONNX model ready to run, with one input {@code [batch, 3, S, S]}. Runs may be made by several threads at once. */
public final class OnnxSession implements AutoCloseable {
    /** As many threads as ONNX Runtime thinks right: one per physical core. */
    public static final int DEFAULT_THREADS = 0;

    private final Path file;
    private final OrtSession session;
    private final String input;
    private final List<Long> inputShape;

    private OnnxSession(Path file, OrtSession session) throws OrtException {
        this.file = file;
        this.session = session;
        Map<String, NodeInfo> inputs = session.getInputInfo();
        Map.Entry<String, NodeInfo> first = inputs.entrySet().iterator().next();
        if (inputs.size() != 1 || !(first.getValue().getInfo() instanceof TensorInfo info)) {
            throw Failure.data(file + ": expected one input tensor [batch, 3, S, S], found " + inputs.keySet()
                    + "; only detectors of this kind can be run");
        }
        this.input = first.getKey();
        this.inputShape = java.util.Arrays.stream(info.getShape()).boxed().toList();
    }

    /**
     * Loads a model.
     *
     * @param threads for one operator; {@link #DEFAULT_THREADS} to let ONNX Runtime choose
     * @throws Failure (data) if ONNX Runtime refuses the file; (environment) if the provider does not work here
     */
    public static OnnxSession open(Path file, Provider provider, int threads) {
        if (!Files.isRegularFile(file)) {
            throw Failure.data(file + ": no such file; check the path, or write it with 'bof export'");
        }
        // The environment lives as long as the process: ONNX Runtime keeps exactly one.
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "freebies");
        try (SessionOptions options = new SessionOptions()) {
            // A spinning pool steals time from other sessions of the process and from other processes.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            if (threads != DEFAULT_THREADS) {
                options.setIntraOpNumThreads(threads);
            }
            provider.addTo(options);
            return new OnnxSession(file, environment.createSession(file.toString(), options));
        } catch (OrtException e) {
            throw Failure.data(
                    file + ": expected a model that ONNX Runtime " + environment.getVersion() + " can run, found: "
                            + Provider.firstLine(e) + "; write it again with 'bof export'",
                    e);
        }
    }

    /** The file it came from. */
    public Path file() {
        return file;
    }

    /** Declared extents of the input; -1 where any is allowed. */
    public List<Long> inputShape() {
        return inputShape;
    }

    /** ONNX Runtime's own session, for measurements. */
    public OrtSession session() {
        return session;
    }

    /** Free text by key, as the exporter left it. */
    public Map<String, String> metadata() {
        try {
            return session.getMetadata().getCustomMetadata();
        } catch (OrtException e) {
            throw broken("cannot read its metadata", e);
        }
    }

    /**
     * Runs one batch.
     *
     * @param images [batch, 3, S, S], from position 0
     * @return the float32 outputs by name, in the model's order
     * @throws Failure (data) if the model refuses the shape or fails
     */
    public Map<String, Tensor> run(FloatBuffer images, long... shape) {
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), images, shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            Map<String, Tensor> outputs = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                if (output.getValue() instanceof OnnxTensor values && values.getFloatBuffer() != null) {
                    outputs.put(output.getKey(), tensor(values));
                }
            }
            return outputs;
        } catch (OrtException e) {
            throw broken("cannot run on an input of " + Shape.of(shape), e);
        }
    }

    private static Tensor tensor(OnnxTensor values) {
        FloatBuffer buffer = values.getFloatBuffer();
        float[] data = new float[buffer.remaining()];
        buffer.get(data);
        return new Tensor(Shape.of(values.getInfo().getShape()), data);
    }

    private Failure broken(String what, OrtException e) {
        return Failure.data(
                file + ": " + what + ": " + Provider.firstLine(e) + "; check the input size, or write it again with"
                        + " 'bof export'",
                e);
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
