package io.freebies.verifier;

import io.freebies.run.Check;
import io.freebies.verifier.adapter.Adapter;
import io.freebies.verifier.adapter.OwnMetadata;
import io.freebies.zoo.DetectorSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a file is fed and its answers are read is no part of the graph, but part of what runs in production. */
final class Description {
    private static final String NAME = "description";

    private Description() {}

    static Check check(VerifiedModel baseline, VerifiedModel candidate) {
        Stream<Optional<String>> differences;
        if (OwnMetadata.isIn(baseline.file()) && OwnMetadata.isIn(candidate.file())) {
            differences = ofSpecs(OwnMetadata.spec(baseline.file()), OwnMetadata.spec(candidate.file()));
        } else if (baseline.adapter().isPresent() && candidate.adapter().isPresent()) {
            differences =
                    ofAdapters(baseline.adapter().get(), candidate.adapter().get());
        } else {
            VerifiedModel silent = baseline.adapter().isPresent() ? candidate : baseline;
            return Check.skipped(
                    NAME, silent.file() + " does not say how it is fed and read; give --adapter if it matters");
        }
        List<String> found = differences.flatMap(Optional::stream).toList();
        return Check.of(
                NAME,
                found.isEmpty(),
                found.isEmpty() ? "same classes, input and reading of the answers" : String.join("; ", found));
    }

    private static Stream<Optional<String>> ofSpecs(DetectorSpec expected, DetectorSpec found) {
        return Stream.of(
                difference("model", expected.model(), found.model()),
                difference("classes", expected.classes(), found.classes()),
                difference("input size", expected.inputSize(), found.inputSize()),
                difference("anchors", expected.anchors(), found.anchors()),
                difference("suppression", expected.nms(), found.nms()));
    }

    /** Names of inputs and outputs may differ, what goes in and comes out may not. */
    private static Stream<Optional<String>> ofAdapters(Adapter expected, Adapter found) {
        return Stream.of(
                difference("classes", expected.classes(), found.classes()),
                difference("input", expected.input().named(""), found.input().named("")),
                difference(
                        "answers",
                        expected.answer().named(List.of()),
                        found.answer().named(List.of())),
                difference("suppression", expected.suppression(), found.suppression()));
    }

    private static Optional<String> difference(String what, Object expected, Object found) {
        return expected.equals(found)
                ? Optional.empty()
                : Optional.of(what + ": expected " + expected + ", found " + found);
    }
}
