package io.freebies.verifier.onnx;

import io.freebies.failure.Failure;
import java.util.List;
import java.util.stream.Collectors;

/**
 * SHA-256 of what an ONNX file computes before anything is learned: operators, attributes, edges, constants by value,
 * learned tensors by type and extents, types of inputs and outputs, operator sets. Names, documentation, metadata, the
 * order of nodes and learned numbers do not count. Equal fingerprints mean the same graph up to names.
 */
public final class OnnxFingerprint {
    private OnnxFingerprint() {}

    /**
     * 64 lower-case hexadecimal digits.
     *
     * @throws Failure (data) if the graph is not sound
     */
    public static String of(OnnxFile file) {
        return of(file, graph(file));
    }

    static String of(OnnxFile file, OnnxGraph graph) {
        CanonicalForm form;
        try {
            form = CanonicalForm.of(graph);
        } catch (Failure e) {
            throw Failure.data(file.path() + ": " + e.getMessage(), e);
        }
        if (!form.captured().isEmpty()) {
            throw Failure.data(file.path() + ": expected every value to be made somewhere, found readers of "
                    + form.captured() + " and no maker; the file is damaged, write it again");
        }
        return Sha256.of(opsets(file) + "\n" + form.text());
    }

    static OnnxGraph graph(OnnxFile file) {
        try {
            return new OnnxGraph(file.model().getGraph());
        } catch (Failure e) {
            throw Failure.data(file.path() + ": " + e.getMessage(), e);
        }
    }

    /** Operator sets as {@code domain version}, sorted; ONNX's own domain is {@code ai.onnx}. */
    static String opsets(OnnxFile file) {
        List<String> sets = file.model().getOpsetImportList().stream()
                .map(set -> (set.getDomain().isEmpty() ? "ai.onnx" : set.getDomain()) + " " + set.getVersion())
                .sorted()
                .toList();
        return sets.stream().collect(Collectors.joining(", ", "opset ", ""));
    }
}
