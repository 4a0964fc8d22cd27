package io.freebies.bench.demo;

import io.freebies.bench.report.Pair;
import io.freebies.bench.report.Pair.Subject;
import io.freebies.bench.report.ReportFolder;
import io.freebies.bench.report.Side;
import io.freebies.failure.Failure;
import io.freebies.run.AtomicFile;
import io.freebies.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a demo keeps everything.
 *
 * @param root such as {@code runs/demo}
 */
record DemoFolder(Path root) {
    private static final String MARK = "demo.json";

    Path data() {
        return root.resolve("data");
    }

    /** The training's run directory. */
    RunDirectory run(Side side) {
        return new RunDirectory(root.resolve(side.word()));
    }

    Path model(Side side) {
        return root.resolve(side.word() + ".onnx");
    }

    ReportFolder report() {
        return new ReportFolder(root);
    }

    /** Both trainings. */
    Pair pair(long seed) {
        return new Pair(
                subject(Side.BASELINE, "baseline"), subject(Side.CANDIDATE, "bag of freebies"), testData(), seed);
    }

    private Subject subject(Side side, String title) {
        return new Subject(title, model(side), Optional.of(run(side)));
    }

    /** The test pictures as a data argument. */
    String testData() {
        return "voc:" + data() + ":test";
    }

    /**
     * Makes the folder this demo's.
     *
     * @throws Failure (usage) if something is in it already
     */
    void claim(long seed) {
        if (Files.exists(root.resolve(MARK))) {
            throw Failure.usage(root + ": expected a new folder, found an earlier demo (its report is "
                    + report().page() + "); delete the folder, or choose another with --out");
        }
        if (!isEmpty()) {
            throw Failure.usage(
                    root + ": expected a new or empty folder, found other files in it; choose another with" + " --out");
        }
        AtomicFile.writeText(root.resolve(MARK), "{\"seed\": " + seed + "}\n");
    }

    private boolean isEmpty() {
        if (!Files.exists(root)) {
            return true;
        }
        try (Stream<Path> files = Files.list(root)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw Failure.usage(root + ": expected a folder, found something else or no permission to look into it;"
                    + " choose another with --out");
        }
    }
}
