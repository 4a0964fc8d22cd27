package io.freebies.verifier;

import io.freebies.data.BadData;
import io.freebies.data.Dataset;
import io.freebies.data.LabelledImage;
import io.freebies.verifier.runtime.DetectionRun;
import io.freebies.verifier.runtime.OnnxDetector;
import io.freebies.verifier.runtime.OnnxSession;
import io.freebies.verifier.runtime.Provider;
import io.freebies.verifier.score.ClassOrder;
import io.freebies.verifier.score.DatasetDetections;
import io.freebies.verifier.score.DetectionsFile;
import io.freebies.verifier.score.NamedDetections;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What is scored: a model, or what one has found.
 *
 * @param file the model, or the detections on disk
 * @param isModel which of the two
 * @param adapter how the model is fed and read, if the command says so
 */
record Subject(Path file, boolean isModel, Optional<Path> adapter) {
    /**
     * What it found in a data set.
     *
     * @param imagesPerSecond whole pictures from file to detections; none where no model was run
     */
    record Found(DatasetDetections detections, OptionalDouble imagesPerSecond) {}

    /**
     * Reads the detections, or runs the model over the pictures.
     *
     * @param opening the data set, which may still be being read
     * @param policy what becomes of detections on disk that are wrong
     * @param batch pictures per run
     * @param copy file for the model's detections, if they are wanted
     */
    Found in(CompletableFuture<Dataset> opening, BadData policy, Provider provider, int batch, Optional<Path> copy) {
        if (!isModel) {
            NamedDetections detections = DetectionsFile.read(file);
            return new Found(detections.in(joined(opening), policy), OptionalDouble.empty());
        }
        Dataset data = joined(opening);
        try (OnnxDetector detector = OnnxDetector.open(file, adapter, provider, OnnxSession.DEFAULT_THREADS)) {
            List<String> classes = detector.classes();
            ClassOrder order = ClassOrder.of(data, classes);
            DetectionRun run = run(detector, data, batch);
            copy.ifPresent(path -> DetectionsFile.write(path, data, classes, run.detections()));
            double rate = data.images().size() / run.seconds();
            return new Found(order.relabelled(run.detections()), OptionalDouble.of(rate));
        }
    }

    /** What a computation comes to; its failure as it was thrown. */
    static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static DetectionRun run(OnnxDetector detector, Dataset data, int batch) {
        List<Path> pictures = data.images().stream().map(LabelledImage::file).toList();
        try (Progress progress = new Progress("eval", pictures.size())) {
            return DetectionRun.of(detector, pictures, batch, progress::at);
        }
    }
}
