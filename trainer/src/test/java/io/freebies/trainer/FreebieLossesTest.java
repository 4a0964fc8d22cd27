package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.data.SyntheticDataset;
import io.freebies.graph.Safetensors;
import io.freebies.graph.Weights;
import io.freebies.trainer.djl.Devices;
import io.freebies.trainer.freebie.Freebies;
import io.freebies.trainer.loss.ClassTargets;
import io.freebies.trainer.loss.YoloLoss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What freebies do to the losses and weights of whole runs: two epochs of three steps. */
@Tag("engine")
class FreebieLossesTest {
    /** Hyper-parameters under which each freebie shows itself in such a run. */
    private static final Map<String, String> SETTINGS = Map.of(
            "mixup", "{alpha: 1.5, beta: 1.5, closing_epochs: 1}",
            "label_smoothing", "{epsilon: 0.1}",
            "cosine", "{final_rate: 0}",
            "random_shapes", "{sizes: [64, 96], every_batches: 1}",
            "no_decay_on_bias_and_norm", "{}",
            "ema", "{decay: 0.9, ramp_steps: 2}",
            "swa", "{last_epochs: 1}",
            "sync_norm", "{}");

    /** Those that keep other weights beside the run's own. */
    private static final Set<String> ASIDE = Set.of("ema", "swa");

    /**
     * What a run leaves.
     *
     * @param terms of the loss, by step and name, as written: to the last bit
     * @param weights digest of those after the last step
     * @param fingerprints of the network, by kind of weights
     */
    private record Left(List<Map<String, String>> terms, String weights, Map<String, String> fingerprints) {}

    @TempDir
    static Path folder;

    private static Path data;
    private static Left baseline;

    @BeforeAll
    static void trainTheBaseline() throws IOException {
        data = folder.resolve("data");
        SyntheticDataset.write(data, 12, 4, 1);
        assertThat(SETTINGS.keySet()).isEqualTo(Freebies.BY_KEY.keySet());
        baseline = train("baseline");
    }

    /** A run without any freebie but what is set, on two replicas, since some freebie is about them. */
    private static Left train(String name, String... set) throws IOException {
        List<String> all = new ArrayList<>(List.of("schedule.epochs=2"));
        Freebies.BY_KEY.keySet().forEach(key -> all.add("freebies." + key + "=null"));
        all.addAll(List.of(set));
        TinyRun run =
                new TinyRun(data, folder.resolve(name), new TrainingOptions(Devices.parse("cpu*2"), 2, 500, 0, false));
        assertThat(run.start(false, all.toArray(String[]::new))).isTrue();
        List<Map<String, String>> terms = new ArrayList<>();
        for (String line : Files.readAllLines(run.run().metrics())) {
            JsonNode step = new ObjectMapper().readTree(line);
            Map<String, String> values = new LinkedHashMap<>();
            new YoloLoss(1, ClassTargets.HARD)
                    .names()
                    .forEach(term -> values.put(term, step.path(term).asText()));
            terms.add(values);
        }
        Map<String, String> fingerprints = new LinkedHashMap<>();
        for (String kind : run.run().weightsKinds()) {
            Weights weights = Safetensors.read(run.run().weights(kind));
            fingerprints.put(kind, String.valueOf(weights.metadata().get("fingerprint")));
        }
        return new Left(terms, Safetensors.read(run.run().weights("last")).sha256(), fingerprints);
    }

    private static String on(String key) {
        return "freebies." + key + "=" + SETTINGS.get(key);
    }

    static List<String> keys() {
        return List.copyOf(Freebies.BY_KEY.keySet());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void takenAwayALossAndAWeightAreTheBaselinesToTheLastBit(String key) throws IOException {
        assertThat(train("without-" + key, on(key), "freebies." + key + "=null"))
                .isEqualTo(baseline);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void presentTheRunChangesUnlessTheFreebieOnlyKeepsOtherWeightsBesideIt(String key) throws IOException {
        Left with = train("with-" + key, on(key));
        boolean same = ASIDE.contains(key);
        assertThat(with.weights().equals(baseline.weights())).isEqualTo(same);
        assertThat(with.terms().equals(baseline.terms())).isEqualTo(same);
        assertThat(with.fingerprints().keySet()).isEqualTo(same ? Set.of(key, "last") : Set.of("last"));
        assertThat(with.fingerprints().values())
                .hasSameElementsAs(baseline.fingerprints().values());
    }

    @Test
    void labelSmoothingChangesTheClassTermAlone() throws IOException {
        Map<String, String> first = new LinkedHashMap<>(
                train("smoothed", on("label_smoothing")).terms().get(0));
        Map<String, String> expected = new LinkedHashMap<>(baseline.terms().get(0));
        assertThat(first.remove("class")).isNotEqualTo(expected.remove("class"));
        assertThat(first).isEqualTo(expected);
    }
}
