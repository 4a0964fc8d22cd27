package io.freebies.bench.report;

import io.freebies.run.RunDirectory;
import java.nio.file.Path;

/**
 * Where a report and what it is made of are kept.
 *
 * @param root such as {@code runs/report}
 */
public record ReportFolder(Path root) {
    /** A verdict file: {@code identity}, {@code score-baseline}, {@code score-candidate}, {@code throughput}, {@code gate}. */
    public Path verdict(String name) {
        return new RunDirectory(root).verdict(name);
    }

    /** What a side's model found. */
    public Path detections(Side side) {
        return root.resolve("detections-" + side.word() + ".json");
    }

    /** A side's model with the weights of an epoch. */
    Path model(Side side, String kind) {
        return root.resolve("epochs").resolve(side.word() + "-" + kind + ".onnx");
    }

    /** How it scores. */
    Path score(Side side, String kind) {
        return verdict("score-" + side.word() + "-" + kind);
    }

    /** The page. */
    public Path page() {
        return new RunDirectory(root).report();
    }
}
