package io.freebies.run;

import io.freebies.data.SeedTree;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.graph.Fingerprint;
import io.freebies.graph.Graph;
import io.freebies.graph.Safetensors;
import io.freebies.graph.Weights;
import io.freebies.zoo.Detector;
import io.freebies.zoo.DetectorSpec;
import io.freebies.zoo.ModelZoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A detector with its weights: what the trainer writes and the exporter reads. The file is safetensors; its metadata
 * holds the spec as JSON under {@code detector}, the trunk's fingerprint and whatever provenance the trainer adds.
 *
 * @param detector the architecture
 * @param weights the trunk's parameters
 */
public record TrainedDetector(Detector detector, Weights weights) {
    /** Fresh weights, the same for the same seed. */
    public static TrainedDetector fresh(Detector detector, long seed) {
        SeedTree seeds = new SeedTree(seed);
        Graph trunk = detector.trunk(detector.spec().inputSize());
        Weights weights = Weights.initial(trunk, name -> seeds.stream("initial " + name, 0, 0));
        return new TrainedDetector(detector, weights);
    }

    /** Writes the file whole or not at all. */
    public void write(Path file) {
        Map<String, String> metadata = new LinkedHashMap<>(weights.metadata());
        metadata.put("detector", SpecJson.write(detector.spec()));
        metadata.put("fingerprint", fingerprint(detector));
        AtomicFile.write(file, out -> Safetensors.write(weights.withMetadata(metadata), out));
    }

    /**
     * Reads a file that {@link #write} made.
     *
     * @throws Failure (data) if it is missing, truncated, not ours, or does not fit the network it names
     */
    public static TrainedDetector read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw Failure.data(file + ": no such weights file; train first, or give a run directory or *.safetensors");
        }
        Weights weights;
        DetectorSpec spec;
        try {
            weights = Safetensors.read(file);
            String json = weights.metadata().get("detector");
            if (json == null) {
                throw Failure.data(file + ": expected 'detector' in its metadata, found "
                        + weights.metadata().keySet() + "; only files written by 'bof train' can be read");
            }
            spec = SpecJson.read(json);
        } catch (IOException e) {
            throw Failure.data(file + ": not a readable weights file: " + e.getMessage() + "; write it again", e);
        }
        Detector detector = ModelZoo.detector(spec);
        List<String> problems = weights.mismatches(detector.trunk(spec.inputSize()));
        if (!problems.isEmpty()) {
            throw Failure.ofAll(ExitCode.DATA, file + " does not fit " + spec.model(), problems);
        }
        return new TrainedDetector(detector, weights);
    }

    /** The fingerprint of a detector's trunk at its own input size. */
    public static String fingerprint(Detector detector) {
        return Fingerprint.of(detector.trunk(detector.spec().inputSize()));
    }
}
