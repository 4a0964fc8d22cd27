package io.freebies.exporter;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An exported model in ONNX Runtime, one thread. */
final class OnnxRuntime implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OnnxRuntime(OnnxExport export) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = environment.createSession(export.model().toByteArray(), options);
        }
    }

    /** All outputs for {@code images}, in order. */
    List<Tensor> run(Tensor images) throws OrtException {
        FloatBuffer data = FloatBuffer.wrap(images.data());
        try (OnnxTensor input = OnnxTensor.createTensor(
                        environment, data, images.shape().toArray());
                OrtSession.Result result = session.run(Map.of("images", input))) {
            List<Tensor> outputs = new ArrayList<>();
            for (Map.Entry<String, OnnxValue> entry : result) {
                OnnxTensor output = (OnnxTensor) entry.getValue();
                float[] numbers = new float[output.getFloatBuffer().remaining()];
                output.getFloatBuffer().get(numbers);
                outputs.add(new Tensor(Shape.of(output.getInfo().getShape()), numbers));
            }
            return outputs;
        }
    }

    /** Declared output shapes by name, symbolic extents as -1. */
    Map<String, List<Long>> outputs() throws OrtException {
        return shapes(session.getOutputInfo());
    }

    /** Declared input shapes by name, symbolic extents as -1. */
    Map<String, List<Long>> inputs() throws OrtException {
        return shapes(session.getInputInfo());
    }

    private static Map<String, List<Long>> shapes(Map<String, NodeInfo> nodes) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        nodes.forEach((name, node) -> {
            long[] shape = ((TensorInfo) node.getInfo()).getShape();
            shapes.put(name, java.util.Arrays.stream(shape).boxed().toList());
        });
        return shapes;
    }

    Map<String, String> metadata() throws OrtException {
        return session.getMetadata().getCustomMetadata();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
