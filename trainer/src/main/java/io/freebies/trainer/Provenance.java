package io.freebies.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.data.Dataset;
import io.freebies.run.AtomicFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a run's results come from, for people. */
final class Provenance {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Provenance() {}

    /**
     * Writes the file.
     *
     * @param digests of what fixes the weights
     * @param fingerprint of the network
     */
    static void write(Path file, Map<String, String> digests, Dataset dataset, String fingerprint) {
        Map<String, Object> provenance = new LinkedHashMap<>(digests);
        provenance.put("data", dataset.source());
        provenance.put("pictures", dataset.images().size());
        provenance.put("left_out", dataset.leftOut());
        provenance.put("trunk_fingerprint", fingerprint);
        provenance.put("java", Runtime.version().toString());
        try {
            AtomicFile.writeText(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(provenance) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
