package io.freebies.verifier;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Check;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.identity.Difference;
import io.freebies.verifier.onnx.identity.Identity;
import io.freebies.verifier.onnx.shape.Cost;
import io.freebies.verifier.onnx.shape.ShapeInference;
import io.freebies.verifier.runtime.OptimisedGraph;
import io.freebies.verifier.runtime.OptimisedGraph.Level;
import io.freebies.verifier.runtime.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two files held against each other on three levels: the graphs in the files, the graphs that ONNX Runtime makes of
 * them, and what they cost. Each level has a check of its own; the facts hold fingerprints, costs and first differences.
 */
final class Comparison {
    private final List<Check> checks = new ArrayList<>();
    private final Map<String, Object> baselineFacts = new LinkedHashMap<>();
    private final Map<String, Object> candidateFacts = new LinkedHashMap<>();
    private final Map<String, Object> differences = new LinkedHashMap<>();
    private final VerifiedModel baseline;
    private final VerifiedModel candidate;
    private Optional<Difference> difference = Optional.empty();

    private Comparison(VerifiedModel baseline, VerifiedModel candidate) {
        this.baseline = baseline;
        this.candidate = candidate;
        baselineFacts.put("file", baseline.file().toString());
        candidateFacts.put("file", candidate.file().toString());
    }

    /**
     * Compares.
     *
     * @throws Failure (data) if a file cannot be run on its input, naming the first difference too; (environment) if the
     *     provider does not work here
     */
    static Comparison of(VerifiedModel baseline, VerifiedModel candidate, Provider provider) {
        Comparison comparison = new Comparison(baseline, candidate);
        ShapeInference expected = baseline.shapes();
        ShapeInference found;
        try {
            found = candidate.shapes();
        } catch (Failure e) {
            String also = Identity.of(baseline.file(), candidate.file())
                    .difference()
                    .map(difference -> "; it differs from " + baseline.file() + ": " + difference.where())
                    .orElse("");
            throw Failure.data(e.getMessage() + also, e);
        }
        comparison.graphs(expected, found);
        for (Level level : Level.values()) {
            comparison.optimised(level, provider);
        }
        comparison.costs(Cost.of(baseline.file(), expected), Cost.of(candidate.file(), found));
        return comparison;
    }

    private void graphs(ShapeInference expected, ShapeInference found) {
        Identity identity = Identity.of(baseline.file(), expected, candidate.file(), found);
        add("graph", "", identity, "same operators, attributes, edges, constants and shapes; other weights at most");
        difference = identity.difference();
    }

    private void optimised(Level level, Provider provider) {
        String name = "optimised." + level.word();
        try {
            OnnxFile first = OptimisedGraph.of(baseline.file(), level, provider);
            OnnxFile second = OptimisedGraph.of(candidate.file(), level, provider);
            String same = "ONNX Runtime makes the same " + first.graph().nodes().size() + " nodes of both";
            add(name, "_optimised_" + level.word(), Identity.of(first, second), same);
        } catch (Failure e) {
            if (e.exitCode() != ExitCode.DATA) {
                throw e;
            }
            checks.add(Check.skipped(name, String.valueOf(e.getMessage())));
        }
    }

    private void add(String name, String suffix, Identity identity, String same) {
        baselineFacts.put("fingerprint" + suffix, identity.baseline());
        candidateFacts.put("fingerprint" + suffix, identity.candidate());
        identity.difference().ifPresent(difference -> differences.put("first_difference" + suffix, entry(difference)));
        checks.add(Check.of(
                name,
                identity.identical(),
                identity.difference()
                        .map(difference -> "not the same graph; first difference: " + difference.where())
                        .orElse(same)));
    }

    private static Map<String, Object> entry(Difference difference) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("where", difference.where());
        entry.put("diff", difference.lines());
        return entry;
    }

    private void costs(Cost.Total expected, Cost.Total found) {
        baselineFacts.put("cost", entry(expected.cost()));
        candidateFacts.put("cost", entry(found.cost()));
        List<String> uncounted = new ArrayList<>(expected.uncounted());
        found.uncounted().stream().filter(line -> !uncounted.contains(line)).forEach(uncounted::add);
        if (!expected.cost().equals(found.cost())) {
            String more =
                    "the candidate costs " + found.cost().minus(expected.cost()).signed();
            checks.add(Check.of("cost", false, more));
        } else if (!uncounted.isEmpty()) {
            baselineFacts.put("uncounted", expected.uncounted());
            candidateFacts.put("uncounted", found.uncounted());
            checks.add(Check.skipped(
                    "cost",
                    "the files do not tell what " + uncounted.size() + " nodes cost, such as " + uncounted.get(0)
                            + "; the others cost the same, " + expected.cost()));
        } else {
            checks.add(Check.of("cost", true, "both cost " + expected.cost()));
        }
    }

    private static Map<String, Object> entry(Cost cost) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("parameters", cost.parameters());
        entry.put("multiply_adds", cost.multiplyAdds());
        entry.put("activation_bytes", cost.activationBytes());
        return entry;
    }

    /** The first difference between the files' graphs. */
    Optional<Difference> difference() {
        return difference;
    }

    /** One for each level. */
    List<Check> checks() {
        return checks;
    }

    /** Whether no level has found a difference. */
    boolean identical() {
        return checks.stream().noneMatch(check -> check.status() == Check.Status.FAILED);
    }

    /** For the verdict's file: both sides, then the first differences. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("baseline", baselineFacts);
        facts.put("candidate", candidateFacts);
        facts.putAll(differences);
        return facts;
    }
}
