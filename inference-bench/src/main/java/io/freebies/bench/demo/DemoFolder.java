package io.freebies.bench.demo;

import io.freebies.failure.Failure;
import io.freebies.run.AtomicFile;
import io.freebies.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where a demo keeps everything.
 *
 * @param root such as {@code runs/demo}
 */
record DemoFolder(Path root) {
    private static final String MARK = "demo.json";

    /** The two trainings, which are also the names of their files. */
    enum Side {
        /** No freebie. */
        BASELINE("baseline", "baseline", "demo-baseline"),
        /** All of them. */
        BOF("bof", "bag of freebies", "demo-bof");

        private final String word;
        private final String title;
        private final String recipe;

        Side(String word, String title, String recipe) {
            this.word = word;
            this.title = title;
            this.recipe = recipe;
        }

        /** In file names. */
        String word() {
            return word;
        }

        /** For people. */
        String title() {
            return title;
        }

        /** The recipe it is trained by. */
        String recipe() {
            return recipe;
        }
    }

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

    Path detections(Side side) {
        return root.resolve("detections-" + side.word() + ".json");
    }

    /** A verdict file: {@code identity}, {@code score-baseline}, {@code score-bof}, {@code throughput}, {@code gate}. */
    Path verdict(String name) {
        return new RunDirectory(root).verdict(name);
    }

    Path report() {
        return new RunDirectory(root).report();
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
            throw Failure.usage(root + ": expected a new folder, found an earlier demo (its report is " + report()
                    + "); delete the folder, or choose another with --out");
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
