package io.freebies.bench.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.failure.Failure;
import io.freebies.run.Check;
import io.freebies.run.Check.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A verdict that a step has written.
 *
 * @param file where it is
 * @param json what it says
 */
public record VerdictFile(Path file, JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads a file.
     *
     * @throws Failure (data) if it is missing or no JSON object
     */
    public static VerdictFile read(Path file) {
        try {
            JsonNode json = JSON.readTree(file.toFile());
            if (json.isObject()) {
                return new VerdictFile(file, json);
            }
        } catch (IOException e) {
            throw Failure.data(file + ": expected a verdict, found none that can be read: " + e.getMessage(), e);
        }
        throw Failure.data(file + ": expected a JSON object, found something else; run its step again");
    }

    /** The finding in one word. */
    public String word() {
        return text("verdict");
    }

    /** What it comes to. */
    public Status status() {
        return status(text("status"));
    }

    /** What was checked, in order. */
    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (JsonNode check : field("checks")) {
            checks.add(new Check(
                    check.path("name").asText(),
                    status(check.path("status").asText()),
                    check.path("detail").asText()));
        }
        return checks;
    }

    private Status status(String word) {
        return Arrays.stream(Status.values())
                .filter(status -> status.word().equals(word))
                .findFirst()
                .orElseThrow(() -> unexpected("status", "a status", word));
    }

    /** A text of the file. */
    public String text(String key) {
        return field(key).asText();
    }

    /** A number of the file. */
    public double number(String key) {
        JsonNode number = field(key);
        if (!number.isNumber()) {
            throw unexpected(key, "a number", number.toString());
        }
        return number.asDouble();
    }

    private JsonNode field(String key) {
        JsonNode value = json.get(key);
        if (value == null) {
            throw unexpected(key, "a value", "nothing");
        }
        return value;
    }

    private Failure unexpected(String key, String expected, String found) {
        return Failure.data(
                file + ": '" + key + "': expected " + expected + ", found " + found + "; run its step again");
    }
}
