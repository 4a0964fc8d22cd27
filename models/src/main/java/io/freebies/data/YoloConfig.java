package io.freebies.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The YAML file of a YOLO data set, as far as it concerns a reader. */
final class YoloConfig {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private YoloConfig() {}

    /**
     * The file itself.
     *
     * @param location the file, or the folder with {@code data.yaml} or with one other YAML file
     * @throws Failure (data) if there is none, or more than one
     */
    static Path find(Path location) {
        if (Files.isRegularFile(location)) {
            return location;
        }
        if (!Files.isDirectory(location)) {
            throw Failure.data("yolo " + location + ": no such folder; check the path");
        }
        Path usual = location.resolve("data.yaml");
        if (Files.isRegularFile(usual)) {
            return usual;
        }
        List<Path> found = yamlFilesIn(location);
        if (found.size() != 1) {
            throw Failure.data("yolo " + location + ": expected data.yaml with names and train, val or test, found "
                    + (found.isEmpty() ? "no YAML file; check the path" : found + "; name one of them"));
        }
        return found.get(0);
    }

    private static List<Path> yamlFilesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Failure.data(folder + ": cannot be listed (" + e.getMessage() + "); check its permissions", e);
        }
    }

    /** The content, keys and values. */
    static JsonNode read(Path file) {
        try {
            JsonNode yaml = YAML.readTree(file.toFile());
            if (yaml.isObject()) {
                return yaml;
            }
            throw Failure.data(file + ": expected keys names and train, val or test, found " + yaml.getNodeType());
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw Failure.data(file + ": malformed YAML" + line + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw Failure.data(file + ": cannot be read (" + e.getMessage() + "); check its permissions", e);
        }
    }

    /**
     * {@code names}: a list, or a map from the labels 0, 1, 2 ...
     *
     * @throws Failure (data) listing all that is wrong with them
     */
    static List<String> classes(Path file, JsonNode yaml) {
        JsonNode names = yaml.path("names");
        List<String> problems = new ArrayList<>();
        List<String> classes = names.isObject() ? fromMap(names, problems) : texts(names);
        boolean isList = names.isArray() && classes.size() == names.size();
        if (classes.isEmpty() || !(isList || names.isObject())) {
            problems.add("names: expected a list of class names, or a map from 0, 1, 2 ... to them, found "
                    + (names.isMissingNode() ? "none" : names));
        } else if (yaml.has("nc") && yaml.path("nc").asInt(-1) != classes.size()) {
            problems.add("nc: expected " + classes.size() + ", as many as there are names, found " + yaml.get("nc"));
        }
        if (!problems.isEmpty()) {
            throw Failure.ofAll(ExitCode.DATA, file.toString(), problems);
        }
        return ClassNames.checked(classes, file + ": names");
    }

    private static List<String> fromMap(JsonNode names, List<String> problems) {
        List<String> classes = new ArrayList<>(Collections.nCopies(names.size(), ""));
        for (Map.Entry<String, JsonNode> entry : names.properties()) {
            String label = entry.getKey();
            if (label.matches("\\d{1,9}") && Integer.parseInt(label) < classes.size()) {
                classes.set(Integer.parseInt(label), entry.getValue().asText());
            } else {
                problems.add("names: expected the labels 0 to " + (classes.size() - 1) + ", found '" + label + "'");
            }
        }
        return classes;
    }

    /** The texts of a list, or one text; nothing else has any. Numbers in a list are text: a class may be called 7. */
    static List<String> texts(JsonNode node) {
        if (node.isTextual() && !node.asText().isBlank()) {
            return List.of(node.asText().strip());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : node.isArray() ? node : List.<JsonNode>of()) {
            if (item.isValueNode()) {
                texts.add(item.asText().strip());
            }
        }
        return texts;
    }
}
