package io.freebies.verifier.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.box.BoxFormat;
import io.freebies.box.Detection;
import io.freebies.data.Dataset;
import io.freebies.data.LabelledImage;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.AtomicFile;
import io.freebies.score.ImageDetection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Detections on disk: a JSON list of {@code {"image": id, "class": name, "bbox": [xmin, ymin, xmax, ymax], "score": s}}.
 * Boxes are PASCAL VOC's inclusive pixel corners counted from 1; {@code category} is read as {@code class}. The order
 * decides between equal scores.
 */
public final class DetectionsFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LISTED = 20;

    private DetectionsFile() {}

    /**
     * Writes all detections, picture by picture.
     *
     * @param classes names by label of the detections
     * @param detections one list per picture of the data set
     */
    public static void write(Path file, Dataset data, List<String> classes, List<List<Detection>> detections) {
        ArrayNode list = JSON.createArrayNode();
        for (int i = 0; i < detections.size(); i++) {
            for (Detection detection : detections.get(i)) {
                ObjectNode entry = list.addObject();
                entry.put("image", data.images().get(i).id());
                entry.put("class", classes.get(detection.label()));
                ArrayNode corners = entry.putArray("bbox");
                for (double corner : BoxFormat.toVoc(detection.box())) {
                    corners.add(corner);
                }
                entry.put("score", detection.score());
            }
        }
        AtomicFile.write(file, out -> out.write(JSON.writeValueAsBytes(list)));
    }

    /**
     * Reads detections in a data set's pictures, labelled in its order of classes.
     *
     * @throws Failure (data) if the file is missing or no such list, or names pictures or classes that the data set has
     *     not, all together
     */
    public static List<ImageDetection> read(Path file, Dataset data) {
        Map<String, Integer> images = new HashMap<>();
        for (LabelledImage image : data.images()) {
            images.put(image.id(), images.size());
        }
        List<String> problems = new ArrayList<>();
        List<ImageDetection> detections = new ArrayList<>();
        int number = 0;
        for (JsonNode entry : list(file)) {
            String problem = problem(entry, images, data.classes());
            if (problem.isEmpty()) {
                detections.add(detection(entry, images, data.classes()));
            } else if (problems.size() < LISTED) {
                problems.add("entry " + number + ": " + problem);
            }
            number++;
        }
        if (!problems.isEmpty()) {
            throw Failure.ofAll(ExitCode.DATA, file.toString(), problems);
        }
        return detections;
    }

    private static JsonNode list(Path file) {
        if (!Files.isRegularFile(file)) {
            throw Failure.data(file + ": no such file; 'bof eval MODEL.onnx --detections-out' writes one");
        }
        JsonNode list;
        try {
            list = JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw Failure.data(
                    file + ": expected a JSON list of detections, found no JSON: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + "; write it again",
                    e);
        }
        if (!list.isArray()) {
            throw Failure.data(
                    file + ": expected a JSON list of detections, found " + list.getNodeType() + "; write it again");
        }
        return list;
    }

    private static String problem(JsonNode entry, Map<String, Integer> images, List<String> classes) {
        if (!images.containsKey(entry.path("image").asText())) {
            return "expected an image of the data set, found " + entry.path("image");
        }
        if (!classes.contains(name(entry))) {
            return "expected a class of " + classes + ", found '" + name(entry) + "'";
        }
        JsonNode box = entry.path("bbox");
        boolean corners = box.size() == 4;
        for (JsonNode corner : box) {
            corners &= corner.isNumber();
        }
        if (!corners) {
            return "expected bbox [xmin, ymin, xmax, ymax], found " + box;
        }
        return entry.path("score").isNumber() ? "" : "expected a number as score, found " + entry.path("score");
    }

    private static String name(JsonNode entry) {
        return entry.path(entry.has("class") ? "class" : "category").asText();
    }

    private static ImageDetection detection(JsonNode entry, Map<String, Integer> images, List<String> classes) {
        JsonNode b = entry.path("bbox");
        Detection detection = new Detection(
                BoxFormat.fromVoc(
                        b.path(0).asDouble(),
                        b.path(1).asDouble(),
                        b.path(2).asDouble(),
                        b.path(3).asDouble()),
                classes.indexOf(name(entry)),
                entry.path("score").asDouble());
        return new ImageDetection(images.getOrDefault(entry.path("image").asText(), -1), detection);
    }
}
