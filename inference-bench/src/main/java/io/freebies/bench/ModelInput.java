package io.freebies.bench;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.freebies.failure.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One input as a model file declares it.
 *
 * @param name its name
 * @param shape dimensions, -1 where open
 */
record ModelInput(String name, List<Long> shape) {
    /** Copies the list. */
    ModelInput {
        shape = List.copyOf(shape);
    }

    /**
     * All inputs, in the file's order.
     *
     * @throws Failure (data) for an input that is not a float32 tensor
     */
    static List<ModelInput> of(Path file, OrtSession session) throws OrtException {
        List<ModelInput> inputs = new ArrayList<>();
        for (NodeInfo node : session.getInputInfo().values()) {
            if (!(node.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
                throw Failure.data(file + ": input '" + node.getName() + "': expected a float32 tensor, found "
                        + node.getInfo() + "; export the model with picture inputs only");
            }
            inputs.add(new ModelInput(
                    node.getName(), Arrays.stream(tensor.getShape()).boxed().toList()));
        }
        return inputs;
    }

    /**
     * The shape to run with.
     *
     * @param batch takes the place of an open first dimension
     * @throws Failure (data) if another dimension is open, or the first is fixed to another number
     */
    List<Long> shapeFor(long batch, Path file) {
        List<Long> full = new ArrayList<>(shape);
        if (!full.isEmpty() && full.get(0) == -1) {
            full.set(0, batch);
        }
        if (full.contains(-1L)) {
            throw Failure.data(file + ": input '" + name + "': expected no open dimension but the batch, found " + shape
                    + " (-1 is open); export with a fixed height and width");
        }
        if (!full.isEmpty() && full.get(0) != batch) {
            throw Failure.data(file + ": input '" + name + "': expected an open batch or one of " + batch + ", found "
                    + shape + "; use --batch " + full.get(0));
        }
        return full;
    }
}
