package io.freebies.bench.ablate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.failure.Failure;
import io.freebies.graph.Sha256;
import java.io.IOException;

/**
 * What fixes the weights of a run, but for its seed, as {@code bof train --identity} prints it.
 *
 * @param recipe checksum of the resolved recipe
 * @param data checksum of pictures and objects
 * @param init checksum of the weights it starts from; empty where all are fresh
 * @param engine version, device and threads
 */
record Identity(String recipe, String data, String init, String engine) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DIGITS = 8;

    static Identity parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json.isObject() && json.path("recipe_sha256").isTextual()) {
                return new Identity(
                        json.path("recipe_sha256").asText(),
                        json.path("data_sha256").asText(),
                        json.path("init_sha256").asText(""),
                        json.path("engine").asText());
            }
        } catch (IOException e) {
            // Said below.
        }
        throw Failure.environment("ablate: expected the identity of a run as JSON, found '" + text
                + "'; is another version of bof being started?");
    }

    /**
     * A name that no other run has.
     *
     * @param test checksum of what it is scored on
     */
    String runName(String row, long seed, String test) {
        return row + "-" + shortened(recipe + init) + "-" + shortened(data + test) + "-seed" + seed;
    }

    private static String shortened(String text) {
        return Sha256.of(text).substring(0, DIGITS);
    }
}
