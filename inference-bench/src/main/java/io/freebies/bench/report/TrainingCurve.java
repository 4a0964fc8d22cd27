package io.freebies.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.bench.report.LineChart.Point;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One number over the steps of a training, thinned to what a chart can show.
 *
 * @param points step and value in order; none where the training left no such number
 */
record TrainingCurve(List<Point> points) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_POINTS = 150;

    /** Copies the list. */
    TrainingCurve {
        points = List.copyOf(points);
    }

    /** Reads {@code key} from a metrics file, one JSON object a line. */
    static TrainingCurve read(Path metrics, String key) {
        if (!Files.exists(metrics)) {
            return new TrainingCurve(List.of());
        }
        List<Point> all = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(metrics, StandardCharsets.UTF_8)) {
                JsonNode json = JSON.readTree(line);
                if (json.path("step").isNumber() && json.path(key).isNumber()) {
                    all.add(new Point(json.get("step").asDouble(), json.get(key).asDouble()));
                }
            }
        } catch (IOException e) {
            throw Failure.data(
                    metrics + ": expected one JSON object a line, found: " + e.getMessage() + "; train again", e);
        }
        return new TrainingCurve(thinned(all));
    }

    private static List<Point> thinned(List<Point> all) {
        int group = Math.max(1, (all.size() + MOST_POINTS - 1) / MOST_POINTS);
        List<Point> means = new ArrayList<>();
        for (int start = 0; start < all.size(); start += group) {
            List<Point> some = all.subList(start, Math.min(start + group, all.size()));
            double step = some.stream().mapToDouble(Point::x).average().orElseThrow();
            means.add(new Point(
                    step, some.stream().mapToDouble(Point::y).average().orElseThrow()));
        }
        return means;
    }
}
