package io.freebies.verifier.onnx.identity;

import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.OnnxFingerprint;
import io.freebies.verifier.onnx.shape.ShapeInference;
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
        return of(new Side(baseline, Optional.empty()), new Side(candidate, Optional.empty()));
    }

    /** Compares, and says of nodes that differ what they make and cost. */
    public static Identity of(
            OnnxFile baseline, ShapeInference ofBaseline, OnnxFile candidate, ShapeInference ofCandidate) {
        return of(new Side(baseline, Optional.of(ofBaseline)), new Side(candidate, Optional.of(ofCandidate)));
    }

    private static Identity of(Side expected, Side found) {
        String first = OnnxFingerprint.of(expected.file());
        String second = OnnxFingerprint.of(found.file());
        Optional<Difference> difference = Difference.between(
                        "operator sets", expected.file().opsets(), found.file().opsets())
                .or(() -> new InputOrder(expected, found).difference())
                .or(() -> new LockStep(expected, found)
                        .firstDifference()
                        .map(d -> new Difference(
                                d.where(), new Hunk(expected, found).lines().orElse(d.lines()))));
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
