package io.freebies.trainer.checkpoint;

import io.freebies.graph.Safetensors;
import io.freebies.graph.Sha256;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.run.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of a run between two steps. Batches and schedules are pure functions of seed and step, so with these a run
 * goes on as if it had never stopped. The file is safetensors; its metadata holds a checksum over everything else.
 *
 * @param step steps made
 * @param rollbacks what happened to the run so far
 * @param digests of recipe, data and seed, which must be the same to go on
 * @param state tensors by part and name: weights, momenta, averages
 */
public record Checkpoint(
        long step, List<Rollback> rollbacks, Map<String, String> digests, Map<String, Map<String, Tensor>> state) {
    private static final String STEP = "step";
    private static final String ROLLBACKS = "rollbacks";
    private static final String CHECKSUM = "checksum";
    private static final String DIGEST = "run.";
    private static final char SEPARATOR = '/';

    /** Copies the list. */
    public Checkpoint {
        rollbacks = List.copyOf(rollbacks);
    }

    /**
     * Writes the file whole or not at all.
     *
     * @throws io.freebies.failure.Failure (environment) if there is no room or no permission
     */
    public void write(Path file) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        state.forEach((part, named) -> named.forEach((name, tensor) -> tensors.put(part + SEPARATOR + name, tensor)));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(STEP, Long.toString(step));
        metadata.put(ROLLBACKS, print(rollbacks));
        digests.forEach((key, value) -> metadata.put(DIGEST + key, value));
        metadata.put(CHECKSUM, checksum(new Weights(tensors, metadata)));
        AtomicFile.write(file, out -> Safetensors.write(new Weights(tensors, metadata), out));
    }

    /**
     * Reads a file that {@link #write} made.
     *
     * @throws IOException if a single bit of what it holds is not as it was written, saying how that shows
     */
    public static Checkpoint read(Path file) throws IOException {
        Weights all = Safetensors.read(file);
        String expected = all.metadata().getOrDefault(CHECKSUM, "none");
        String found = checksum(all);
        if (!found.equals(expected)) {
            throw new IOException("expected the checksum " + expected + ", found " + found);
        }
        Map<String, String> digests = new LinkedHashMap<>();
        all.metadata().forEach((key, value) -> {
            if (key.startsWith(DIGEST)) {
                digests.put(key.substring(DIGEST.length()), value);
            }
        });
        Map<String, Map<String, Tensor>> state = new LinkedHashMap<>();
        all.tensors().forEach((name, tensor) -> {
            int end = name.indexOf(SEPARATOR);
            state.computeIfAbsent(name.substring(0, end), part -> new LinkedHashMap<>())
                    .put(name.substring(end + 1), tensor);
        });
        String step = String.valueOf(all.metadata().get(STEP));
        return new Checkpoint(
                Long.parseLong(step), parse(String.valueOf(all.metadata().get(ROLLBACKS))), digests, state);
    }

    /** SHA-256 over the metadata and the tensors. */
    private static String checksum(Weights all) {
        Map<String, String> covered = new TreeMap<>(all.metadata());
        covered.remove(CHECKSUM);
        return Sha256.of(covered + all.sha256());
    }

    /** {@code 130>100 160>150}. */
    private static String print(List<Rollback> rollbacks) {
        StringBuilder text = new StringBuilder();
        for (Rollback rollback : rollbacks) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(rollback.divergedAt())
                    .append('>')
                    .append(rollback.backTo());
        }
        return text.toString();
    }

    private static List<Rollback> parse(String text) {
        List<Rollback> rollbacks = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            int middle = part.indexOf('>');
            rollbacks.add(new Rollback(
                    Long.parseLong(part.substring(0, middle)), Long.parseLong(part.substring(middle + 1))));
        }
        return rollbacks;
    }
}
