package io.freebies.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where one training run keeps what it makes; the stages meet here and nowhere else.
 *
 * @param root {@code runs/<name>}
 */
public record RunDirectory(Path root) {
    private static final String WEIGHTS = ".safetensors";
    private static final String EPOCH = "epoch-";

    /** The resolved recipe, nothing implicit. */
    public Path recipe() {
        return root.resolve("recipe.yaml");
    }

    /** Seed, hashes, versions: where everything here came from. */
    public Path provenance() {
        return root.resolve("provenance.json");
    }

    /** The pictures that the run learns from, one JSON object a line: what tells another data set from this one. */
    public Path data() {
        return root.resolve("data.jsonl");
    }

    /** One JSON object a line, one line a step. */
    public Path metrics() {
        return root.resolve("metrics.jsonl");
    }

    /**
     * Weights by kind: {@code last}, {@code ema} or {@code swa} where the recipe asks for an average, and
     * {@link #ofEpoch} where they are kept on the way.
     */
    public Path weights(String kind) {
        return root.resolve("weights").resolve(kind + WEIGHTS);
    }

    /** The kinds of weights that are there, in order of name. */
    public List<String> weightsKinds() {
        String[] files = root.resolve("weights").toFile().list((folder, name) -> name.endsWith(WEIGHTS));
        return files == null
                ? List.of()
                : Arrays.stream(files)
                        .map(name -> name.substring(0, name.length() - WEIGHTS.length()))
                        .sorted()
                        .toList();
    }

    /** The kind of the weights after so many epochs, such as {@code epoch-0060}. */
    public static String ofEpoch(int epoch) {
        return String.format(Locale.ROOT, EPOCH + "%04d", epoch);
    }

    /** After how many epochs there are weights of that epoch, rising. */
    public List<Integer> epochs() {
        return weightsKinds().stream()
                .filter(kind -> kind.matches(EPOCH + "\\d{4,9}"))
                .map(kind -> Integer.parseInt(kind.substring(EPOCH.length())))
                .sorted()
                .toList();
    }

    /** A few inputs and what the network with its last weights answered, for the verifier, which has no PyTorch. */
    public Path probe() {
        return root.resolve("probe.safetensors");
    }

    /** The same for other weights: {@code probe-ema.safetensors}. */
    public Path probe(String kind) {
        return kind.equals("last") ? probe() : root.resolve("probe-" + kind + WEIGHTS);
    }

    /** The exported model. */
    public Path model() {
        return root.resolve("model.onnx");
    }

    /** Verdict files: {@code identity}, {@code parity}, {@code score}, {@code throughput}, {@code gate}. */
    public Path verdict(String name) {
        return root.resolve("verdicts").resolve(name + ".json");
    }

    /** What exact resume needs. */
    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    /** The report, one file that opens offline. */
    public Path report() {
        return root.resolve("report.html");
    }
}
