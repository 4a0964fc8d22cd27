package io.freebies.verifier.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.score.AreaRange;
import io.freebies.score.CocoEvaluator;
import io.freebies.score.CocoScore;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * COCO's tables as JSON: {@code stats}, the twelve numbers with COCO's -1 for none; {@code iou_thresholds}; and by class
 * {@code per_class_ap50}, {@code per_class_ap75}, {@code per_class_ap_by_iou} (at each threshold),
 * {@code per_class_ap_area} (small, medium, large) and {@code per_class_ar} (1, 10 and 100 detections), null where there
 * is no object.
 *
 * @param score the tables
 * @param keys names of the classes in the file, by label
 */
record CocoJson(CocoScore score, List<String> keys) {
    /** Adds them to an object. */
    void addTo(ObjectNode json) {
        score.stats().forEach(json.putArray("stats")::add);
        CocoEvaluator.IOU_THRESHOLDS.forEach(json.putArray("iou_thresholds")::add);
        json.set(
                "per_class_ap50",
                perClass(label -> JsonNumber.of(score.of(label).averagePrecision(0.5))));
        json.set(
                "per_class_ap75",
                perClass(label -> JsonNumber.of(score.of(label).averagePrecision(0.75))));
        json.set(
                "per_class_ap_by_iou",
                perClass(label -> list(CocoEvaluator.IOU_THRESHOLDS.stream()
                        .map(threshold -> score.of(label).averagePrecision(threshold)))));
        json.set(
                "per_class_ap_area",
                perClass(label -> list(Stream.of(AreaRange.SMALL, AreaRange.MEDIUM, AreaRange.LARGE)
                        .map(range -> score.of(label, range).averagePrecision()))));
        json.set(
                "per_class_ar",
                perClass(label -> list(CocoEvaluator.MAX_DETECTIONS.stream()
                        .map(most -> score.of(label, AreaRange.ALL, most).averageRecall()))));
    }

    private ObjectNode perClass(IntFunction<JsonNode> value) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (int label = 0; label < keys.size(); label++) {
            json.set(keys.get(label), value.apply(label));
        }
        return json;
    }

    private static JsonNode list(Stream<Double> values) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> list.add(JsonNumber.of(value)));
        return list;
    }
}
