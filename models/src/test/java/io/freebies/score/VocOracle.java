package io.freebies.score;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.box.Detection;
import io.freebies.data.GroundTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One case whose scores were computed by the reference programs. */
record VocOracle(
        List<String> classes, List<List<GroundTruth>> truths, List<ImageDetection> detections, JsonNode expected) {
    /** Reads a case, or marks the test as skipped where the reference numbers are absent. */
    static VocOracle read(String name) throws IOException {
        Path folder = Path.of(System.getProperty("shared.dir", "absent"), "oracles", "eval", name);
        assumeTrue(Files.isDirectory(folder), "needs the reference scores in " + folder);
        ObjectMapper json = new ObjectMapper();
        JsonNode gt = json.readTree(folder.resolve("gt.json").toFile());
        List<String> classes = new ArrayList<>();
        gt.get("classes").forEach(c -> classes.add(c.asText()));
        List<String> images = new ArrayList<>();
        List<List<GroundTruth>> truths = new ArrayList<>();
        gt.get("images").properties().forEach(image -> {
            images.add(image.getKey());
            List<GroundTruth> objects = new ArrayList<>();
            image.getValue().forEach(o -> objects.add(object(o, classes)));
            truths.add(objects);
        });
        List<ImageDetection> detections = new ArrayList<>();
        json.readTree(folder.resolve("dt.json").toFile()).forEach(d -> {
            int label = classes.indexOf(d.get("class").asText());
            Detection detection = new Detection(box(d), label, d.get("score").asDouble());
            detections.add(new ImageDetection(images.indexOf(d.get("image").asText()), detection));
        });
        JsonNode expected = json.readTree(folder.resolve("expected.json").toFile());
        return new VocOracle(classes, truths, detections, expected);
    }

    private static GroundTruth object(JsonNode node, List<String> classes) {
        int label = classes.indexOf(node.get("class").asText());
        Box box = box(node);
        return new GroundTruth(box, label, box.area(), node.get("difficult").asInt() == 1, false);
    }

    private static Box box(JsonNode node) {
        JsonNode b = node.get("bbox");
        return BoxFormat.fromVoc(
                b.get(0).asDouble(),
                b.get(1).asDouble(),
                b.get(2).asDouble(),
                b.get(3).asDouble());
    }

    /** The detections by image, in file order within each. */
    List<List<Detection>> perImage() {
        List<List<Detection>> lists = new ArrayList<>();
        for (int i = 0; i < truths.size(); i++) {
            int image = i;
            lists.add(detections.stream()
                    .filter(d -> d.image() == image)
                    .map(ImageDetection::detection)
                    .toList());
        }
        return lists;
    }
}
