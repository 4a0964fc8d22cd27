package io.freebies.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Reference numbers made by another program, one JSON file per operator under {@code oracles/ops} of shared.dir. */
public final class Oracle {
    private Oracle() {}

    /** All cases of one file; the calling test is skipped, saying so, where the file is absent. */
    public static List<JsonNode> cases(String operator) {
        Path file = Path.of(System.getProperty("shared.dir", ""), "oracles", "ops", operator + ".json");
        Assumptions.assumeTrue(Files.isRegularFile(file), () -> "no reference numbers at " + file);
        try {
            List<JsonNode> cases = new ArrayList<>();
            new ObjectMapper().readTree(file.toFile()).path("cases").forEach(cases::add);
            return cases;
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    /** A field {@code {"shape": [...], "data": [...]}}, without rows if the shape says so. */
    public static float[] data(JsonNode field) {
        float[] data = new float[field.path("data").size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) field.path("data").get(i).asDouble();
        }
        return data;
    }

    static Numbers numbers(JsonNode field) {
        int[] dims = new int[field.path("shape").size()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = field.path("shape").get(i).asInt();
        }
        return new Numbers(dims, data(field));
    }
}
