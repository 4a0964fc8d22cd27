package io.freebies.verifier.score;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.data.Dataset;
import io.freebies.run.AtomicFile;
import io.freebies.score.ScoreCard;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A score with what it was measured on.
 *
 * @param model the model's or detections' file
 * @param data the data set
 * @param classes names by label
 * @param card the score
 * @param imagesPerSecond whole pictures from file to detections; none where no model was run
 */
public record Evaluation(
        String model, Dataset data, List<String> classes, ScoreCard card, OptionalDouble imagesPerSecond) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Writes {@code model, data, metric, map, per_class_ap, images, images_per_second, left_out}; {@code map} is null
     * if no class has an object, {@code images_per_second} if no model was run; a class without objects is not in
     * {@code per_class_ap}.
     */
    public void write(Path file) {
        ObjectNode json = JSON.createObjectNode();
        json.put("model", model);
        json.put("data", data.source());
        json.put("metric", card.metric());
        json.put("map", Double.isNaN(card.map()) ? null : (Double) card.map());
        ObjectNode perClass = json.putObject("per_class_ap");
        card.perClassAp().forEach(perClass::put);
        json.put("images", data.images().size());
        json.put("images_per_second", imagesPerSecond.isPresent() ? (Double) imagesPerSecond.getAsDouble() : null);
        data.leftOut().forEach(json.putArray("left_out")::add);
        AtomicFile.write(
                file, out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json)));
    }

    /** A line per class and the mean, for people; scores in percent. */
    public String table() {
        int width = Math.max(4, classes.stream().mapToInt(String::length).max().orElse(0));
        StringBuilder table = new StringBuilder();
        for (String name : classes) {
            Double ap = card.perClassAp().get(name);
            table.append(row(width, name, ap == null ? "     -" : percent(ap)));
        }
        table.append(row(width, "mAP", Double.isNaN(card.map()) ? "     -" : percent(card.map())));
        return table.toString();
    }

    private static String row(int width, String name, String value) {
        return String.format(Locale.ROOT, "%-" + width + "s  %s%n", name, value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%6.2f", 100 * share);
    }
}
