package io.freebies.verifier.runtime;

import io.freebies.box.Detection;
import io.freebies.verifier.adapter.PictureInput;
import io.freebies.verifier.adapter.PreparedPicture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

/**
 * Detections in many picture files. While one batch runs, worker threads read and prepare the next.
 *
 * @param detections one list per file, in their order, each by falling score
 * @param seconds wall-clock time from the first read to the last detection
 */
public record DetectionRun(List<List<Detection>> detections, double seconds) {
    private static final int WORKERS = Math.max(1, Runtime.getRuntime().availableProcessors());

    /**
     * Runs all files through a detector.
     *
     * @param batch pictures per run, 1 or more
     * @param progress called with the number of files done after each batch
     */
    public static DetectionRun of(OnnxDetector detector, List<Path> files, int batch, IntConsumer progress) {
        long start = System.nanoTime();
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<List<Detection>> detections = new ArrayList<>();
            PictureInput input = detector.adapter().input();
            List<CompletableFuture<PreparedPicture>> next = prepare(files, 0, batch, input, workers);
            for (int at = 0; at < files.size(); at += batch) {
                List<PreparedPicture> ready = joined(next);
                next = prepare(files, at + batch, batch, input, workers);
                detections.addAll(detector.detect(ready));
                progress.accept(detections.size());
            }
            return new DetectionRun(detections, (System.nanoTime() - start) * 1e-9);
        } finally {
            workers.shutdownNow();
        }
    }

    private static List<CompletableFuture<PreparedPicture>> prepare(
            List<Path> files, int from, int batch, PictureInput input, ExecutorService workers) {
        int start = Math.min(from, files.size());
        return files.subList(start, Math.min(start + batch, files.size())).stream()
                .map(file -> CompletableFuture.supplyAsync(() -> input.read(file), workers))
                .toList();
    }

    private static List<PreparedPicture> joined(List<CompletableFuture<PreparedPicture>> futures) {
        try {
            return futures.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            // A broken picture is a failure with a message of its own; the wrapping says nothing.
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
