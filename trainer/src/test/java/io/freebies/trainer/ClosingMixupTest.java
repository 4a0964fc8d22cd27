package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.data.SyntheticDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mixup shows in the losses of a longer run (reference B.7); where it does not, it is not active. */
@Tag("slow")
class ClosingMixupTest {
    private static final int EPOCHS = 44;
    private static final int CLOSING = 2;
    private static final int MIXED = EPOCHS - CLOSING;

    @TempDir
    Path folder;

    /** The mean of a loss term over epochs {@code from} to {@code to}, the last one not included. */
    private static double mean(List<JsonNode> steps, String term, int from, int to) {
        return steps.stream()
                .filter(step ->
                        step.get("epoch").asInt() >= from && step.get("epoch").asInt() < to)
                .mapToDouble(step -> step.get(term).asDouble())
                .average()
                .orElseThrow();
    }

    @Test
    void withoutMixupInTheClosingEpochsObjectnessAndClassLossDropAtOnce() throws IOException {
        Path data = folder.resolve("data");
        SyntheticDataset.write(data, 64, 4, 1);
        TinyRun run = new TinyRun(data, folder.resolve("run"));
        run.start(
                false,
                "model.input_size=96",
                "data.batch_size=8",
                "data.augmentation=null",
                "schedule.epochs=" + EPOCHS,
                "schedule.decay_epochs=[]",
                "optimiser.learning_rate=0.004",
                "freebies.mixup.closing_epochs=" + CLOSING,
                "freebies.label_smoothing=null",
                "freebies.cosine=null",
                "freebies.random_shapes=null",
                "freebies.ema=null",
                "freebies.swa=null");
        List<JsonNode> steps = new ArrayList<>();
        for (String line : Files.readAllLines(run.run().metrics())) {
            steps.add(new ObjectMapper().readTree(line));
        }
        for (String term : List.of("objectness", "class")) {
            double earlier = mean(steps, term, MIXED - 10, MIXED - 5);
            double mixed = mean(steps, term, MIXED - 5, MIXED);
            double closing = mean(steps, term, MIXED, EPOCHS);
            // Learning alone lowers a loss as well: by this much within five epochs, while every picture is mixed.
            double learning = mixed / earlier;
            assertThat(closing / mixed)
                    .as("%s, falling by itself %.3f", term, learning)
                    .isLessThan(0.9 * learning);
        }
        // A box is as hard to place in a mixed picture as in one of its own.
        assertThat(mean(steps, "centre", MIXED, EPOCHS) / mean(steps, "centre", MIXED - 5, MIXED))
                .isCloseTo(1, within(0.1));
    }
}
