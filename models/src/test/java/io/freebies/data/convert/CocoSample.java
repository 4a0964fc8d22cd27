package io.freebies.data.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.box.Box;
import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.Splits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** COCO's layout read as a test reads it: all at once, nothing checked. */
final class CocoSample {
    private CocoSample() {}

    static Splits read(Path root) throws IOException {
        Map<String, Dataset> splits = new LinkedHashMap<>();
        for (String split : List.of("train2017", "val2017")) {
            splits.put(split, read(root, split));
        }
        return Splits.of(splits);
    }

    static JsonNode json(Path root, String split) throws IOException {
        return new ObjectMapper()
                .readTree(
                        root.resolve("annotations/instances_" + split + ".json").toFile());
    }

    private static Dataset read(Path root, String split) throws IOException {
        JsonNode file = json(root, split);
        List<String> classes = new ArrayList<>();
        Map<Long, Integer> labels = new HashMap<>();
        for (JsonNode category : file.get("categories")) {
            labels.put(category.get("id").asLong(), classes.size());
            classes.add(category.get("name").asText());
        }
        Map<Long, List<GroundTruth>> objects = new HashMap<>();
        for (JsonNode a : file.get("annotations")) {
            JsonNode b = a.get("bbox");
            double x = b.get(0).asDouble();
            double y = b.get(1).asDouble();
            objects.computeIfAbsent(a.get("image_id").asLong(), id -> new ArrayList<>())
                    .add(new GroundTruth(
                            new Box(x, y, x + b.get(2).asDouble(), y + b.get(3).asDouble()),
                            labels.getOrDefault(a.get("category_id").asLong(), -1),
                            a.get("area").asDouble(),
                            a.path("difficult").asInt() == 1,
                            a.get("iscrowd").asInt() == 1));
        }
        List<LabelledImage> images = new ArrayList<>();
        for (JsonNode image : file.get("images")) {
            long id = image.get("id").asLong();
            images.add(new LabelledImage(
                    Long.toString(id),
                    root.resolve(split).resolve(image.get("file_name").asText()),
                    image.get("width").asInt(),
                    image.get("height").asInt(),
                    objects.getOrDefault(id, List.of())));
        }
        return new Dataset("coco:" + root + ":" + split, classes, images, List.of());
    }
}
