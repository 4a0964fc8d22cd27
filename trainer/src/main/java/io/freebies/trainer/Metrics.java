package io.freebies.trainer;

import io.freebies.trainer.djl.StepResult;
import io.freebies.trainer.loader.Batch;
import io.freebies.trainer.schedule.Epochs;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * What a run tells: one JSON line per step in a file, and for people a progress bar with time left, pictures per second
 * and every loss term, or one line per epoch where standard error is not a terminal.
 */
final class Metrics implements AutoCloseable {
    private final MetricsFile file;
    private final PrintStream people;
    private final Epochs epochs;
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private @Nullable ProgressBar bar;
    private int steps;
    private long pictures;
    private long start = System.nanoTime();

    /** Opens the file; {@link #startAt} comes next. */
    Metrics(Path file, Epochs epochs, PrintStream people) {
        this.file = new MetricsFile(file);
        this.people = people;
        this.epochs = epochs;
    }

    /** Forgets what was told of this step and later ones. */
    void startAt(long step) {
        if (!file.startAt(step)) {
            people.println("some lines of earlier steps are missing in the metrics; the training does not need them");
        }
        startMeans();
        if (bar != null) {
            bar.stepTo(step);
        } else if (Boolean.getBoolean("bof.terminal")) {
            bar = bar(step);
        }
    }

    private ProgressBar bar(long step) {
        return new ProgressBarBuilder()
                .setTaskName("train")
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" steps", 1)
                .setInitialMax(epochs.steps())
                .startsFrom(step, Duration.ZERO)
                .setConsumer(new ConsoleProgressBarConsumer(people, 150))
                .build();
    }

    void step(Batch<?> batch, long step, double rate, StepResult result) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        line.put("epoch", batch.epoch());
        line.put("size", batch.size());
        line.put("learning_rate", rate);
        line.put("loss", result.loss());
        line.putAll(result.terms());
        if (result.leftOut()) {
            line.put("left_out", true);
        } else {
            line.put("gradient_norm", result.gradientNorm());
        }
        result.terms().forEach((name, value) -> sums.merge(name, value.doubleValue(), Double::sum));
        steps++;
        pictures += batch.pictures();
        line.put("images_per_second", imagesPerSecond());
        file.write(line);
        if (bar != null) {
            bar.setExtraMessage(String.format(Locale.ROOT, "%.0f img/s %s", imagesPerSecond(), means()));
            bar.stepTo(step + 1);
        }
        if (epochs.endsEpoch(step)) {
            endEpoch(batch.epoch());
        }
    }

    private void endEpoch(int epoch) {
        if (bar == null) {
            long stepsLeft = (long) (epochs.epochs() - epoch - 1) * epochs.stepsPerEpoch();
            people.println(String.format(
                    Locale.ROOT,
                    "epoch %d/%d  %.1f img/s  %s  about %.0f s left",
                    epoch + 1,
                    epochs.epochs(),
                    imagesPerSecond(),
                    means(),
                    stepsLeft * seconds() / steps));
        }
        startMeans();
    }

    private void startMeans() {
        sums.clear();
        steps = 0;
        pictures = 0;
        start = System.nanoTime();
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private double imagesPerSecond() {
        return pictures / seconds();
    }

    private String means() {
        return sums.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue() / steps))
                .collect(Collectors.joining("  "));
    }

    /** Returns when every line so far is on the disk. */
    void sync() {
        file.sync();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
        file.close();
    }
}
