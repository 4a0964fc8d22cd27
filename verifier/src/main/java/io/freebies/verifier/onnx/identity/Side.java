package io.freebies.verifier.onnx.identity;

import io.freebies.verifier.onnx.CanonicalForm;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.OnnxGraph;
import io.freebies.verifier.onnx.OnnxNode;
import io.freebies.verifier.onnx.TypeText;
import io.freebies.verifier.onnx.shape.Cost;
import io.freebies.verifier.onnx.shape.ShapeInference;
import java.util.Optional;

/** One of two models that are compared. */
final class Side {
    private final OnnxFile file;
    private final CanonicalForm form;
    private final Optional<ShapeInference> shapes;

    Side(OnnxFile file, Optional<ShapeInference> shapes) {
        this.file = file;
        this.form = CanonicalForm.of(file.graph());
        this.shapes = shapes;
    }

    OnnxFile file() {
        return file;
    }

    OnnxGraph graph() {
        return file.graph();
    }

    CanonicalForm form() {
        return form;
    }

    /** Type and shape of a value: inferred, or as the file tells. */
    String type(String value) {
        Optional<String> inferred = shapes.map(s -> s.fact(value).toString());
        return inferred.or(() -> graph().declared(value).map(TypeText::named)).orElse("of unstated shape");
    }

    /** What a node costs, as a remark; empty where that is not known or nothing worth a remark. */
    String cost(OnnxNode node) {
        return shapes.map(s -> Cost.of(node, graph(), s))
                .filter(cost -> cost.parameters() > 0 || cost.multiplyAdds() > 0)
                .map(cost -> "  (" + cost + ")")
                .orElse("");
    }
}
