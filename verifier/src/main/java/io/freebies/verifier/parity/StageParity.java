package io.freebies.verifier.parity;

import io.freebies.graph.Tensor;
import io.freebies.run.Check;
import io.freebies.run.ProbeFormat;
import io.freebies.verifier.adapter.Answer;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.OnnxNode;
import io.freebies.verifier.onnx.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Raw heads and the values between the input and the answer, against the trained network's. */
final class StageParity {
    private final ProbeFile probe;
    private final OnnxFile model;
    /** By value, in an order in which each comes after what it is made of. */
    private final Map<String, Deviation> deviations = new LinkedHashMap<>();

    StageParity(ProbeFile probe, OnnxFile model) {
        this.probe = probe;
        this.model = model;
        for (OnnxNode node : model.graph().nodes()) {
            for (String value : node.outputs()) {
                if (probe.heads().containsKey(value) || probe.stages().containsKey(value)) {
                    deviations.put(value, Deviation.NONE);
                }
            }
        }
    }

    /** The values that the probe and the file have both. */
    List<String> values() {
        return List.copyOf(deviations.keySet());
    }

    /** Takes the file's values for one picture. */
    void compare(int picture, Map<String, Answer> found) {
        deviations.replaceAll((value, before) -> before.and(deviation(picture, value, found)));
    }

    private Deviation deviation(int picture, String value, Map<String, Answer> found) {
        float[] numbers =
                Optional.ofNullable(found.get(value)).map(Answer::data).orElse(new float[0]);
        boolean whole = probe.heads().containsKey(value);
        Tensor all = Objects.requireNonNull((whole ? probe.heads() : probe.stages()).get(value), value);
        float[] expected = ProbeFile.of(all, picture);
        float[] compared = whole ? numbers : ProbeFormat.sample(numbers);
        return expected.length == compared.length ? Deviation.of(expected, compared) : Deviation.INCOMPARABLE;
    }

    private Deviation of(String value) {
        return deviations.getOrDefault(value, Deviation.INCOMPARABLE);
    }

    /** The check of the raw heads. */
    Check heads() {
        String name = "parity.heads";
        if (probe.heads().isEmpty()
                || !deviations.keySet().containsAll(probe.heads().keySet())) {
            return Check.skipped(
                    name,
                    probe.heads().isEmpty()
                            ? probe.file() + " holds no raw heads; train again to make one that does"
                            : model + " has no values named " + probe.heads().keySet()
                                    + "; give a file that 'bof export' wrote");
        }
        String worst = worst(probe.heads().keySet());
        return Check.of(
                name,
                holds(probe.heads().keySet()),
                String.format(
                        Locale.ROOT,
                        "%d raw heads over %d pictures: largest relative difference %.2g, in '%s', limit %.0e",
                        probe.heads().size(),
                        probe.pictures(),
                        of(worst).relative(),
                        worst,
                        Deviation.LIMIT));
    }

    /** The check of all values, naming the first node that departs. */
    Check check() {
        String name = "parity.stages";
        if (probe.stages().isEmpty() || deviations.isEmpty()) {
            return Check.skipped(
                    name,
                    probe.stages().isEmpty()
                            ? probe.file() + " holds no values in between; train again to make one that does"
                            : model + " has none of the values of " + probe.file()
                                    + " by name; give a file that 'bof export' wrote");
        }
        List<String> values = values();
        for (int i = 0; i < values.size(); i++) {
            if (!of(values.get(i)).holds()) {
                return Check.of(name, false, departure(values.get(i), i + 1, values.size()));
            }
        }
        String worst = worst(deviations.keySet());
        return Check.of(
                name,
                true,
                String.format(
                        Locale.ROOT,
                        "%d values from input to answer: largest relative difference %.2g, in '%s', limit %.0e",
                        values.size(),
                        of(worst).relative(),
                        worst,
                        Deviation.LIMIT));
    }

    private String departure(String value, int place, int count) {
        Set<String> suspects = new LinkedHashSet<>();
        suspects(value, suspects);
        return String.format(
                Locale.ROOT,
                "the first node that departs is %s (value %d of %d, relative difference %.2g, limit %.0e); all values"
                        + " that it is made of agree",
                String.join(", ", suspects),
                place,
                count,
                of(value).relative(),
                Deviation.LIMIT);
    }

    /** The maker of a value, after the makers of what it reads that the probe does not know. */
    private void suspects(String value, Set<String> suspects) {
        if (model.graph().source(value) instanceof Source.Made made) {
            for (String input : made.node().inputs()) {
                if (!deviations.containsKey(input)) {
                    suspects(input, suspects);
                }
            }
            suspects.add(made.node().title());
        }
    }

    private boolean holds(Set<String> values) {
        return values.stream().allMatch(value -> of(value).holds());
    }

    /** The value that is farthest off; one that is not finite before all others. */
    private String worst(Set<String> values) {
        List<String> sorted = new ArrayList<>(values);
        sorted.sort((a, b) -> Double.compare(of(b).relative(), of(a).relative()));
        return sorted.get(0);
    }
}
