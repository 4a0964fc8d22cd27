package io.freebies.verifier.score;

import io.freebies.data.BadData;
import io.freebies.data.DataRequest;
import io.freebies.data.Dataset;
import io.freebies.data.Datasets;
import io.freebies.data.Purpose;
import io.freebies.score.CocoEvaluator;
import io.freebies.score.Evaluator;
import io.freebies.score.PairedBootstrap;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Times and heap of COCO's tasks, on invented data of COCO's size that is written on the first use:
 *
 * <pre>
 * load FOLDER       118,287 images with 860,001 boxes and their outlines, as in train2017; give it -Xmx700m
 * eval FOLDER BOF   5,000 images, 36,000 boxes, 80 classes, 500,000 detections: within this process, and by BOF eval
 * bootstrap FOLDER  1,000 resamples of the difference of two such detectors
 * </pre>
 */
public final class CocoBenchmark {
    private static final InventedCoco TRAIN = new InventedCoco(118_287, 860_001, 80);
    private static final InventedCoco VAL = new InventedCoco(5_000, 36_000, 80);
    private static final int DETECTIONS = 500_000;
    private static final int ROUNDS = 10;
    private static final int COLD_ROUNDS = 5;

    /** What is timed. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    private CocoBenchmark() {}

    /** Runs the measurement named by the first argument. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "load" -> load(folder);
            case "eval" -> eval(folder, arguments[2]);
            case "bootstrap" -> bootstrap(folder);
            default -> throw new IllegalArgumentException("expected load, eval or bootstrap, found " + arguments[0]);
        }
    }

    private static void load(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("instances_train.json");
        if (!Files.exists(file)) {
            TRAIN.writeInstances(file, 25);
        }
        print("%s: %d MB", file, Files.size(file) >> 20);
        Dataset data = timed("load", () -> open(file));
        print(
                "%d images, %d objects",
                data.images().size(),
                data.images().stream().mapToInt(i -> i.objects().size()).sum());
        printHeap();
    }

    private static void eval(Path folder, String bof) throws IOException, InterruptedException {
        Path instances = instances(folder);
        Path results = results(folder, "detector");
        print("%s: %d MB, %s: %d MB", instances, Files.size(instances) >> 20, results, Files.size(results) >> 20);
        Dataset data = timed("instances, first time", () -> open(instances));
        DatasetDetections detections =
                timed("results, first time", () -> DetectionsFile.read(results).in(data, BadData.REFUSE));
        for (int round = 0; round < ROUNDS; round++) {
            timed("evaluation", () -> {
                CocoEvaluator evaluator = (CocoEvaluator) Metric.COCO.match(data, detections.all());
                return evaluator.tables().stats();
            });
        }
        printHeap();
        for (int round = 0; round < COLD_ROUNDS; round++) {
            timed(
                    "cold process",
                    () -> new ProcessBuilder(List.of(
                                    bof,
                                    "eval",
                                    "--detections",
                                    results.toString(),
                                    "--data",
                                    "coco:" + folder,
                                    "--annotations",
                                    instances.toString()))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start()
                            .waitFor());
        }
    }

    private static void bootstrap(Path folder) throws IOException, InterruptedException {
        Dataset data = open(instances(folder));
        Evaluator first = Metric.COCO.match(
                data,
                DetectionsFile.read(results(folder, "detector"))
                        .in(data, BadData.REFUSE)
                        .all());
        Evaluator second = Metric.COCO.match(
                data,
                DetectionsFile.read(results(folder, "another"))
                        .in(data, BadData.REFUSE)
                        .all());
        print(
                "%s",
                timed("bootstrap", () -> PairedBootstrap.compare(first, second, PairedBootstrap.RESAMPLES, 1))
                        .map());
        printHeap();
    }

    private static Path instances(Path folder) throws IOException {
        Path file = folder.resolve("instances_val.json");
        if (!Files.exists(file)) {
            VAL.writeInstances(file, 25);
        }
        return file;
    }

    private static Path results(Path folder, String detector) throws IOException {
        Path file = folder.resolve(detector + ".json");
        if (!Files.exists(file)) {
            VAL.writeResults(file, DETECTIONS, detector);
        }
        return file;
    }

    private static Dataset open(Path instances) {
        return Datasets.open(DataRequest.of("coco:.", "val", Purpose.SCORING, BadData.REFUSE)
                .withPlaces(Optional.of(instances), Optional.empty()));
    }

    private static <T> T timed(String what, Work<T> work) throws IOException, InterruptedException {
        long start = System.nanoTime();
        T result = work.run();
        print("%-22s %6.3f s", what, (System.nanoTime() - start) / 1e9);
        return result;
    }

    private static void printHeap() {
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        System.gc();
        long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        print("heap: %d MB at most, garbage included; %d MB still in use", peak >> 20, live >> 20);
    }

    private static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
