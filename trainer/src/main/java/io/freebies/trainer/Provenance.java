package io.freebies.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
     * @param facts that do not fix them
     */
    static void write(Path file, Map<String, String> digests, Map<String, Object> facts) {
        Map<String, Object> provenance = new LinkedHashMap<>(digests);
        provenance.putAll(facts);
        provenance.put("java", Runtime.version().toString());
        try {
            AtomicFile.writeText(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(provenance) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
