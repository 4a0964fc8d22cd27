package io.freebies.verifier.onnx;

import java.util.Optional;

/**
 * Whether two ONNX files are the same graph up to names and learned numbers.
 *
 * <p>Proved twice: by their fingerprints, and by a walk through both graphs in step. Only if both agree are the files
 * identical.
 *
 * @param baseline fingerprint of the first file
 * @param candidate fingerprint of the second file
 * @param difference the first difference; none for identical files
 */
public record Identity(String baseline, String candidate, Optional<Difference> difference) {
    /** Compares; {@code baseline} is what is expected. */
    public static Identity of(OnnxFile baseline, OnnxFile candidate) {
        OnnxGraph expected = OnnxFingerprint.graph(baseline);
        OnnxGraph found = OnnxFingerprint.graph(candidate);
        String first = OnnxFingerprint.of(baseline, expected);
        String second = OnnxFingerprint.of(candidate, found);
        Optional<Difference> difference = Difference.between(
                "operator sets", OnnxFingerprint.opsets(baseline), OnnxFingerprint.opsets(candidate));
        if (difference.isEmpty()) {
            difference = new LockStep(expected, found).firstDifference();
        }
        if (difference.isEmpty() && !first.equals(second)) {
            difference = Difference.between("fingerprint, at a place the walk does not reach", first, second);
        }
        return new Identity(first, second, difference);
    }

    /** Whether no difference was found, by either proof. */
    public boolean identical() {
        return difference.isEmpty() && baseline.equals(candidate);
    }
}
