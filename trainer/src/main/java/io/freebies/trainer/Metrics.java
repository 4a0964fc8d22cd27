package io.freebies.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.failure.Failure;
import io.freebies.trainer.djl.StepResult;
import io.freebies.trainer.loader.Batch;
import io.freebies.trainer.schedule.Epochs;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
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
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedWriter lines;
    private final PrintStream people;
    private final Epochs epochs;
    private final @Nullable ProgressBar bar;
    private final Map<String, Double> epochSums = new LinkedHashMap<>();
    private int epochSteps;
    private long epochPictures;
    private long epochStart = System.nanoTime();

    /**
     * Goes on with a file after the lines of the steps that count.
     *
     * @param file JSON lines
     * @param firstStep lines of this step and later are of a run that was cut off, and go
     */
    Metrics(Path file, long firstStep, Epochs epochs, PrintStream people) {
        this.people = people;
        this.epochs = epochs;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            List<String> kept = Files.exists(file)
                    ? Files.readAllLines(file).stream().limit(firstStep).toList()
                    : List.of();
            Files.write(file, kept);
            this.lines = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        this.bar = Boolean.getBoolean("bof.terminal") ? bar(firstStep) : null;
    }

    private ProgressBar bar(long firstStep) {
        return new ProgressBarBuilder()
                .setTaskName("train")
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" steps", 1)
                .setInitialMax(epochs.steps())
                .startsFrom(firstStep, java.time.Duration.ZERO)
                .setConsumer(new ConsoleProgressBarConsumer(people, 150))
                .build();
    }

    void step(Batch batch, long step, double rate, StepResult result) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        line.put("epoch", batch.epoch());
        line.put("size", batch.size());
        line.put("learning_rate", rate);
        line.put("loss", result.loss());
        line.putAll(result.terms());
        line.put("gradient_norm", result.gradientNorm());
        result.terms().forEach((name, value) -> epochSums.merge(name, value.doubleValue(), Double::sum));
        epochSteps++;
        epochPictures += batch.pictures();
        line.put("images_per_second", imagesPerSecond());
        write(line);
        if (bar != null) {
            bar.setExtraMessage(String.format(Locale.ROOT, "%.0f img/s %s", imagesPerSecond(), means()));
            bar.stepTo(step + 1);
        }
    }

    void endEpoch(int epoch) {
        try {
            lines.flush();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        if (bar == null) {
            double left = (epochs.epochs() - epoch - 1) * (System.nanoTime() - epochStart) / 1e9;
            people.println(String.format(
                    Locale.ROOT,
                    "epoch %d/%d  %.1f img/s  %s  about %.0f s left",
                    epoch + 1,
                    epochs.epochs(),
                    imagesPerSecond(),
                    means(),
                    left));
        }
        epochSums.clear();
        epochSteps = 0;
        epochPictures = 0;
        epochStart = System.nanoTime();
    }

    private double imagesPerSecond() {
        return epochPictures / ((System.nanoTime() - epochStart) / 1e9);
    }

    private String means() {
        return epochSums.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue() / epochSteps))
                .collect(Collectors.joining("  "));
    }

    private void write(Map<String, Object> line) {
        try {
            lines.write(JSON.writeValueAsString(line));
            lines.newLine();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private static Failure cannotWrite(IOException e) {
        return Failure.environment("cannot write the metrics: " + e.getMessage() + "; is the disk full?", e);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
        try {
            lines.close();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }
}
