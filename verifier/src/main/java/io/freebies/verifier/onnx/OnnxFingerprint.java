package io.freebies.verifier.onnx;

import io.freebies.graph.Sha256;

/**
 * SHA-256 of what an ONNX file computes before anything is learned: operators, attributes, edges, constants by value,
 * learned tensors by type and extents, types of inputs and outputs, operator sets. Names, documentation, metadata, the
 * order of nodes and learned numbers do not count. Equal fingerprints mean the same graph up to names.
 */
public final class OnnxFingerprint {
    private OnnxFingerprint() {}

    /** 64 lower-case hexadecimal digits. */
    public static String of(OnnxFile file) {
        return Sha256.of(file.opsets() + "\n" + CanonicalForm.of(file.graph()).text());
    }
}
