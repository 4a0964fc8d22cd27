package io.freebies.run;

import java.nio.file.Path;

/**
 * Where one training run keeps what it makes; the stages meet here and nowhere else.
 *
 * @param root {@code runs/<name>}
 */
public record RunDirectory(Path root) {
    /** The resolved recipe, nothing implicit. */
    public Path recipe() {
        return root.resolve("recipe.yaml");
    }

    /** Seed, hashes, versions: where everything here came from. */
    public Path provenance() {
        return root.resolve("provenance.json");
    }

    /** One JSON object a line, one line a logged step or epoch. */
    public Path metrics() {
        return root.resolve("metrics.jsonl");
    }

    /** Weights by kind: {@code last}, {@code best}, {@code ema}. */
    public Path weights(String kind) {
        return root.resolve("weights").resolve(kind + ".safetensors");
    }

    /** A few inputs and what the trained network answered, for the verifier, which has no PyTorch. */
    public Path probe() {
        return root.resolve("probe.safetensors");
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
