package io.freebies.trainer;

import io.freebies.data.BadData;
import io.freebies.data.Datasets;
import io.freebies.run.Recipe;
import io.freebies.run.RecipeReader;
import io.freebies.run.RunDirectory;
import io.freebies.trainer.djl.Devices;
import io.freebies.trainer.freebie.Freebies;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Runs of a few seconds: every freebie, three epochs of three steps, on drawn pictures of 64 to 96 pixels. */
record TinyRun(Path data, RunDirectory run, TrainingOptions options, ByteArrayOutputStream said) {
    /** What makes a shipped recipe tiny. */
    static final List<String> SETTINGS = List.of(
            "schedule.epochs=3",
            "schedule.warmup_epochs=1",
            "model.input_size=64",
            "data.batch_size=4",
            "freebies.mixup.closing_epochs=1",
            "freebies.random_shapes={sizes: [64, 96], every_batches: 2}",
            "freebies.ema={decay: 0.9, ramp_steps: 3}",
            "freebies.swa={last_epochs: 2}");

    TinyRun(Path data, Path root) {
        this(data, root, new TrainingOptions(Devices.CPU, 2, 500, 0, false));
    }

    TinyRun(Path data, Path root, TrainingOptions options) {
        this(data, new RunDirectory(root), options, new ByteArrayOutputStream());
    }

    static Recipe recipe(String... set) {
        List<String> all = new ArrayList<>(SETTINGS);
        all.addAll(List.of(set));
        return new RecipeReader(TrainCommand.class, Freebies.BY_KEY).read("yolov3-nano-bof", all);
    }

    /** Starts or resumes and is not stopped. */
    boolean start(boolean resume, String... set) {
        return start(resume, () -> false, set);
    }

    /** Starts or resumes; false if it was stopped. */
    boolean start(boolean resume, BooleanSupplier stop, String... set) {
        return training(set).start(resume, stop);
    }

    /** Ready to start. */
    Training training(String... set) {
        return new Training(
                recipe(set),
                Datasets.open("voc:" + data, "trainval", BadData.REFUSE),
                0,
                run,
                options,
                new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    /** A stop that comes after so many steps of one process. */
    static BooleanSupplier after(int steps) {
        AtomicInteger left = new AtomicInteger(steps);
        return () -> left.getAndDecrement() <= 0;
    }

    String message() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
