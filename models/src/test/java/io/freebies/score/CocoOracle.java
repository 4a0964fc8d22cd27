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
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** One case whose scores were computed by pycocotools; images and categories by rising id. */
record CocoOracle(
        List<String> classes, List<List<GroundTruth>> truths, List<ImageDetection> detections, JsonNode expected) {
    /** Reads a case, or marks the test as skipped where the reference numbers are absent. */
    static CocoOracle read(String name) throws IOException {
        Path folder = Path.of(System.getProperty("shared.dir", "absent"), "oracles", "eval", name);
        assumeTrue(Files.isDirectory(folder), "needs the reference scores in " + folder);
        ObjectMapper json = new ObjectMapper();
        JsonNode gt = json.readTree(folder.resolve("gt.json").toFile());
        List<String> images = ids(gt.get("images"));
        List<String> categories = ids(gt.get("categories"));
        List<List<GroundTruth>> truths = new ArrayList<>();
        images.forEach(image -> truths.add(new ArrayList<>()));
        gt.get("annotations")
                .forEach(a -> truths.get(images.indexOf(a.get("image_id").asText()))
                        .add(new GroundTruth(
                                box(a),
                                categories.indexOf(a.get("category_id").asText()),
                                a.get("area").asDouble(),
                                false,
                                a.get("iscrowd").asInt() == 1,
                                a.get("id").asLong() == 0)));
        List<ImageDetection> detections = new ArrayList<>();
        json.readTree(folder.resolve("dt.json").toFile())
                .forEach(d -> detections.add(new ImageDetection(
                        images.indexOf(d.get("image_id").asText()),
                        new Detection(
                                box(d),
                                categories.indexOf(d.get("category_id").asText()),
                                d.get("score").asDouble()))));
        JsonNode expected = json.readTree(folder.resolve("expected.json").toFile());
        return new CocoOracle(categories, truths, detections, expected);
    }

    private static List<String> ids(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(entry -> entry.get("id").asLong())
                .sorted(Comparator.naturalOrder())
                .map(String::valueOf)
                .toList();
    }

    private static Box box(JsonNode entry) {
        JsonNode b = entry.get("bbox");
        return BoxFormat.fromCoco(
                b.get(0).asDouble(),
                b.get(1).asDouble(),
                b.get(2).asDouble(),
                b.get(3).asDouble());
    }
}
