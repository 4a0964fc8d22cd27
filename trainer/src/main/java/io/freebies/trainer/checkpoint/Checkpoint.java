package io.freebies.trainer.checkpoint;

import io.freebies.failure.Failure;
import io.freebies.graph.Safetensors;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.run.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of a run between two epochs. Batches and schedules are pure functions of seed and step, so with these a run
 * goes on as if it had never stopped.
 *
 * @param epochs finished
 * @param weights the network's parameters
 * @param momenta the optimiser's buffers by parameter name
 * @param identity what must be the same to go on: recipe, data and seed, by name
 */
public record Checkpoint(int epochs, Weights weights, Map<String, Tensor> momenta, Map<String, String> identity) {
    private static final String WEIGHT = "weight/";
    private static final String MOMENTUM = "momentum/";
    private static final String EPOCHS = "epochs";

    /** The one file in a run's checkpoint folder; replaced as a whole. */
    public static Path file(Path folder) {
        return folder.resolve("last.safetensors");
    }

    /** Writes the file whole or not at all. */
    public void write(Path folder) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        weights.tensors().forEach((name, tensor) -> tensors.put(WEIGHT + name, tensor));
        momenta.forEach((name, tensor) -> tensors.put(MOMENTUM + name, tensor));
        Map<String, String> metadata = new LinkedHashMap<>(identity);
        metadata.put(EPOCHS, Integer.toString(epochs));
        AtomicFile.write(file(folder), out -> Safetensors.write(new Weights(tensors, metadata), out));
    }

    /**
     * Reads the checkpoint of a run that goes on.
     *
     * @param identity of the run that wants to go on
     * @throws Failure (data) if there is none or it is broken; (usage) if it belongs to another recipe, data set or seed
     */
    public static Checkpoint read(Path folder, Map<String, String> identity) {
        Path file = file(folder);
        if (!Files.isRegularFile(file)) {
            throw Failure.data(file + ": no checkpoint to resume from; start without --resume");
        }
        Weights all;
        try {
            all = Safetensors.read(file);
        } catch (IOException e) {
            throw Failure.data(file + ": not a readable checkpoint: " + e.getMessage() + "; start again", e);
        }
        identity.forEach((key, expected) -> {
            String found = String.valueOf(all.metadata().get(key));
            if (!found.equals(expected)) {
                throw Failure.usage(file + ": the run was started with " + key + " " + found + ", found " + expected
                        + "; resume with the same, or start anew in another folder");
            }
        });
        return new Checkpoint(
                Integer.parseInt(String.valueOf(all.metadata().get(EPOCHS))),
                new Weights(part(all, WEIGHT), Map.of()),
                part(all, MOMENTUM),
                identity);
    }

    private static Map<String, Tensor> part(Weights all, String prefix) {
        Map<String, Tensor> part = new LinkedHashMap<>();
        all.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
            }
        });
        return part;
    }
}
