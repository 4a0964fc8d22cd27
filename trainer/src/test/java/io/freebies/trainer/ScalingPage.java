package io.freebies.trainer;

import io.freebies.graph.GraphCost;
import io.freebies.run.Recipe;
import io.freebies.zoo.ModelZoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Writes {@code docs/scaling.md}:
 *
 * <pre>
 * java -cp (class path of the trainer's tests) io.freebies.trainer.ScalingPage docs/scaling.md
 * </pre>
 */
final class ScalingPage {
    private static final List<Integer> DEVICES = List.of(1, 8, 64);
    private static final double DAY = 86_400;

    private static final List<Task> TASKS = List.of(
            new Task("COCO 2017", "yolov3-coco-bof", 117_266, 80),
            new Task("PASCAL VOC 2007 + 2012", "yolov3-voc-bof", 16_551, 20));

    private static final List<Measured> MEASURED = List.of(
            new Measured(
                    "yolov3-nano",
                    3,
                    160,
                    1,
                    109.3,
                    "a run, loader beside it: `BOF_THREADS=1 bof train --recipe yolov3-nano-baseline --set data.batch_size=16`"),
            new Measured("yolov3-darknet53", 20, 416, 1, 2 / 6.085, "steps of 2 pictures: `StepBenchmark step 4`"),
            new Measured("yolov3-darknet53", 20, 416, 2, 2 / 3.235, "the same"));

    private ScalingPage() {}

    /** Data and the recipe for it. */
    private record Task(String data, String recipe, int pictures, int classes) {}

    /** A measurement on one processor: Intel Xeon with AVX2, two cores, PyTorch 2.7.1. */
    private record Measured(String network, int classes, int size, int threads, double picturesPerSecond, String how) {
        double multiplyAddsPerSecond() {
            var spec = ModelZoo.defaultSpec(network, Collections.nCopies(classes, "c"));
            long forward = GraphCost.of(ModelZoo.detector(spec).trunk(size)).multiplyAdds();
            return ScalePlan.FORWARD_AND_BACKWARD * forward * picturesPerSecond;
        }
    }

    /** Writes the page to the file named by the first argument. */
    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]), text());
    }

    static String text() {
        StringBuilder page = new StringBuilder("""
                # How training scales

                Counted by `ScalePlan` from recipes and graphs, and written by `ScalingPage`, both among the trainer's tests; a
                test compares. Nothing here was timed on a GPU.

                What is assumed:

                - A step costs three times the multiply-adds of the convolutions on the way there: the way back computes the
                  gradients of inputs and of weights. Norms, activations, losses, augmentation and decoding are not counted.
                - Random shapes are drawn uniformly, so a picture costs the mean over the sizes. The closing epochs cost as much as
                  the others.
                - The batch is the recipe's, whatever the number of devices, so the schedule and the learning rate stay. A batch
                  that is not full is dropped.
                - Numbers that travel have 32 bits. *Ring*: what each device sends where gradients go round,
                  2 (n - 1) / n of a copy. *Through the first*: what the first device receives and sends as `Replicas` does it,
                  the others' gradients in, weights and running statistics out. Nothing is hidden behind computing.
                - Norms are synchronised as `NormExchange` does it: every other device gives mean and variance per channel and is
                  given the whole batch's, and both ways are gone back with gradients, so 4 (n - 1) messages per norm.

                ## Measured on a processor

                Intel Xeon, two cores, `ONEDNN_MAX_CPU_ISA=AVX2`, PyTorch 2.7.1 through DJL 0.35.1.

                | network | input | engine threads | pictures a second | multiply-adds a second | how |
                |---|---|---|---|---|---|
                """);
        MEASURED.forEach(m -> page.append(format(
                "| %s | %d | %d | %.3g | %.3g | %s |%n",
                m.network(), m.size(), m.threads(), m.picturesPerSecond(), m.multiplyAddsPerSecond(), m.how())));
        TASKS.forEach(task -> append(page, task));
        return page.toString();
    }

    private static void append(StringBuilder page, Task task) {
        Recipe recipe = RecipeOptions.reader().read(task.recipe(), List.of());
        page.append(format(
                "%n## %s: `%s`, %,d pictures, %d epochs, batches of %d%n%n",
                task.data(),
                task.recipe(),
                task.pictures(),
                recipe.schedule().epochs(),
                recipe.data().batchSize()));
        List<ScalePlan> plans = DEVICES.stream()
                .map(devices -> ScalePlan.of(recipe, task.pictures(), task.classes(), devices))
                .toList();
        row(page, "devices", plans.stream().map(p -> format("%d", p.devices())).toList());
        page.append("|---|").append("---|".repeat(plans.size())).append('\n');
        row(page, "steps", plans.stream().map(p -> format("%,d", p.steps())).toList());
        row(
                page,
                "pictures a device and step",
                plans.stream().map(p -> format("%d", p.picturesPerDevice())).toList());
        row(
                page,
                "multiply-adds a device and step",
                plans.stream().map(p -> format("%.3g", p.stepsMultiplyAdds())).toList());
        row(
                page,
                "multiply-adds of the run",
                plans.stream().map(p -> format("%.3g", p.runsMultiplyAdds())).toList());
        row(
                page,
                "gradients, a copy",
                plans.stream().map(p -> bytes(p.gradientBytes())).toList());
        row(
                page,
                "sent by each a step, ring",
                plans.stream().map(p -> bytes(p.ringBytes())).toList());
        row(
                page,
                "received and sent by the first a step",
                plans.stream().map(p -> bytes(p.masterBytes())).toList());
        row(
                page,
                "messages of synchronised norms a step",
                plans.stream().map(p -> format("%,d", p.normMessages())).toList());
        row(page, "bytes in them", plans.stream().map(p -> bytes(p.normBytes())).toList());
        row(
                page,
                "multiply-adds a second that each device needs for a run of one day, messages not counted",
                plans.stream()
                        .map(p -> format("%.3g", p.runsMultiplyAdds() / p.devices() / DAY))
                        .toList());
        Measured processor = MEASURED.get(MEASURED.size() - 1);
        page.append(format(
                "%nOn the two threads measured above the run would take %,.0f days.%n",
                plans.get(0).runsMultiplyAdds() / processor.multiplyAddsPerSecond() / DAY));
    }

    private static void row(StringBuilder page, String name, List<String> cells) {
        page.append("| ")
                .append(name)
                .append(" | ")
                .append(String.join(" | ", cells))
                .append(" |\n");
    }

    private static String bytes(long bytes) {
        if (bytes == 0) {
            return "0";
        }
        return bytes < 1_000_000_000 ? format("%.4g MB", bytes / 1e6) : format("%.4g GB", bytes / 1e9);
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
