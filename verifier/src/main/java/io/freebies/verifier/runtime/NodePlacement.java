package io.freebies.verifier.runtime;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.failure.Failure;
import io.freebies.graph.Tensor;
import io.freebies.verifier.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where the nodes of a model really ran, by ONNX Runtime's own profile of an inference: a session that has a provider may
 * still run some nodes on the processor.
 *
 * @param nodes how many ran by ONNX Runtime's name of the provider
 * @param convolutionsElsewhere names of those that ran elsewhere than asked
 */
public record NodePlacement(Map<String, Integer> nodes, List<String> convolutionsElsewhere) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies both. */
    public NodePlacement {
        nodes = new TreeMap<>(nodes);
        convolutionsElsewhere = List.copyOf(convolutionsElsewhere);
    }

    /**
     * Runs a model once.
     *
     * @param inputs numbers for every input, by name
     * @throws Failure (data) if the model cannot run; (environment) if the provider does not work here, or there is no
     *     room for the profile
     */
    public static NodePlacement of(OnnxFile model, Provider provider, int threads, Map<String, Tensor> inputs) {
        try {
            Path folder = Files.createTempDirectory("bof-profile");
            try {
                return of(profile(model, provider, threads, inputs, folder), provider);
            } finally {
                for (Path file : files(folder)) {
                    Files.delete(file);
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw Failure.environment("cannot write a temporary file (" + e + "); free some room", e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static JsonNode profile(
            OnnxFile model, Provider provider, int threads, Map<String, Tensor> inputs, Path folder)
            throws IOException {
        try (OnnxSession session = OnnxSession.open(model, provider, threads, (environment, options) -> {
            options.enableProfiling(folder.resolve("run").toString());
            return environment.createSession(model.path().toString(), options);
        })) {
            session.run(inputs);
            return JSON.readTree(Path.of(session.session().endProfiling()).toFile());
        } catch (OrtException e) {
            throw Failure.environment("ONNX Runtime gives no profile: " + Provider.firstLine(e), e);
        }
    }

    private static NodePlacement of(JsonNode events, Provider provider) {
        Map<String, Integer> nodes = new TreeMap<>();
        List<String> elsewhere = new ArrayList<>();
        for (JsonNode event : events) {
            String where = event.path("args").path("provider").asText();
            if (event.path("cat").asText().equals("Node") && !where.isEmpty()) {
                nodes.merge(where, 1, Integer::sum);
                boolean convolves = event.path("args").path("op_name").asText().contains("Conv");
                if (convolves && !provider.owns(where)) {
                    elsewhere.add(event.path("name").asText());
                }
            }
        }
        return new NodePlacement(nodes, elsewhere);
    }

    /**
     * Refuses what would be a measurement of something else.
     *
     * @throws Failure (environment) if a convolution ran elsewhere than asked
     */
    public void require(Path model, Provider provider) {
        if (!convolutionsElsewhere.isEmpty()) {
            throw Failure.environment(
                    model + ": expected provider " + provider.option() + " to run every convolution, found "
                            + convolutionsElsewhere.size() + " that ran elsewhere, " + convolutionsElsewhere.get(0)
                            + " first; use a provider that runs them all");
        }
    }

    @Override
    public String toString() {
        return nodes.entrySet().stream()
                .map(entry -> entry.getValue() + " by " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
