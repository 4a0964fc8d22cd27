package io.freebies.verifier;

import io.freebies.verifier.adapter.Adapter;
import io.freebies.verifier.adapter.Adapters;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.shape.ShapeInference;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A model that is verified.
 *
 * @param file its file
 * @param adapter how it is fed and read, if that is known
 */
record VerifiedModel(OnnxFile file, Optional<Adapter> adapter) {
    /** Reads a model, and its adapter if there is one. */
    static VerifiedModel read(Path file, Optional<Path> adapter) {
        OnnxFile model = OnnxFile.read(file);
        return new VerifiedModel(model, Adapters.find(model, adapter));
    }

    /** Shapes for one picture of the size that is fed to it. */
    ShapeInference shapes() {
        return ShapeInference.of(file, adapter.map(a -> a.input().fed()).orElse(Map.of()));
    }
}
