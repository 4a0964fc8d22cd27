package io.freebies.bench.ablate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.failure.Failure;
import io.freebies.run.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A finished run in one line of JSON: {@code run, recipe, set, epochs, recipe_sha256, init_sha256, data_sha256,
 * test_sha256, seed, engine, data, test, metric, map, per_class_ap, seconds, resumed}.
 *
 * @param json the object
 */
record RunResult(ObjectNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The name of the run. */
    String run() {
        return json.path("run").asText();
    }

    /** The mean average precision, 0 to 1. */
    double map() {
        return json.path("map").asDouble(Double.NaN);
    }

    /** What it is measured in. */
    String metric() {
        return json.path("metric").asText();
    }

    /** Reads a line that {@link #line} gave. */
    static RunResult parse(String line, Path file) {
        try {
            JsonNode json = JSON.readTree(line);
            if (json instanceof ObjectNode object && json.path("run").isTextual()) {
                return new RunResult(object);
            }
        } catch (JsonProcessingException e) {
            // Said below.
        }
        throw Failure.data(file + ": expected one JSON object with 'run' a line, found '" + line + "'; mend the file");
    }

    static RunResult read(Path file) {
        try {
            return parse(Files.readString(file), file);
        } catch (IOException e) {
            throw Failure.data(file + ": cannot be read (" + e.getMessage() + "); check its permissions", e);
        }
    }

    /** One line with its end. */
    String line() {
        try {
            return JSON.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes it whole or not at all: where it stands, the run is finished. */
    void write(Path file) {
        AtomicFile.writeText(file, line());
    }
}
