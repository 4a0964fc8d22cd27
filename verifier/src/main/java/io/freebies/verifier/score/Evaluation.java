package io.freebies.verifier.score;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.data.Dataset;
import io.freebies.run.AtomicFile;
import io.freebies.score.CocoEvaluator;
import io.freebies.score.Evaluator;
import io.freebies.score.PairedBootstrap;
import io.freebies.score.PairedBootstrap.Comparison;
import io.freebies.score.PairedBootstrap.Difference;
import io.freebies.score.ScoreCard;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A score with what it was measured on.
 *
 * @param model the model's or detections' file
 * @param data the data set
 * @param evaluator detections matched to the data set's objects
 * @param detections those that were matched, and those that were not
 * @param imagesPerSecond whole pictures from file to detections; none where no model was run
 * @param baseline what it is compared with, if anything
 */
public record Evaluation(
        String model,
        Dataset data,
        Evaluator evaluator,
        DatasetDetections detections,
        OptionalDouble imagesPerSecond,
        Optional<Baseline> baseline) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Another model on the same data.
     *
     * @param model its file
     * @param evaluator its detections matched to the data set's objects
     * @param detections those that were matched, and those that were not
     * @param comparison how much higher the score is that is compared with it
     */
    public record Baseline(String model, Evaluator evaluator, DatasetDetections detections, Comparison comparison) {
        private static final long SEED = 0;

        /** The baseline of a candidate on the same data under the same metric. */
        public static Baseline of(String model, Evaluator baseline, DatasetDetections detections, Evaluator candidate) {
            return new Baseline(
                    model,
                    baseline,
                    detections,
                    PairedBootstrap.compare(baseline, candidate, PairedBootstrap.RESAMPLES, SEED));
        }
    }

    /**
     * Writes {@code model, data, metric, map, per_class_ap, images, images_per_second, other_classes, left_out}, for COCO
     * the keys of {@link CocoJson}, and {@code baseline} if there is one. Classes are named by COCO's numbers where the
     * data set has them. {@code map} and what belongs to a class is null where there is no object,
     * {@code images_per_second} if no model was run.
     */
    public void write(Path file) {
        AtomicFile.write(
                file, out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json())));
    }

    /** What {@link #write} writes. */
    ObjectNode json() {
        ScoreCard card = evaluator.score();
        ObjectNode json = JSON.createObjectNode();
        json.put("model", model);
        json.put("data", data.source());
        json.put("metric", card.metric());
        json.set("map", JsonNumber.of(card.map()));
        ObjectNode perClass = json.putObject("per_class_ap");
        data.classes().forEach(name -> perClass.put(key(name), card.perClassAp().get(name)));
        if (data.categoryIds().isEmpty()) {
            detections.ofOtherClasses().keySet().forEach(perClass::putNull);
        }
        if (evaluator instanceof CocoEvaluator coco) {
            new CocoJson(coco.tables(), data.classes().stream().map(this::key).toList()).addTo(json);
        }
        json.put("images", data.images().size());
        json.put("images_per_second", imagesPerSecond.isPresent() ? (Double) imagesPerSecond.getAsDouble() : null);
        ObjectNode others = json.putObject("other_classes");
        detections.ofOtherClasses().forEach(others::put);
        ArrayNode leftOut = json.putArray("left_out");
        data.leftOut().forEach(leftOut::add);
        detections.leftOut().forEach(leftOut::add);
        baseline.ifPresent(b -> addBaseline(b, json.putObject("baseline")));
        return json;
    }

    private void addBaseline(Baseline other, ObjectNode json) {
        json.put("model", other.model);
        json.set("map", JsonNumber.of(other.evaluator.score().map()));
        add(other.comparison.map(), json.putObject("difference"));
        ObjectNode perClass = json.putObject("per_class_difference");
        other.comparison.perClass().forEach((name, difference) -> add(difference, perClass.putObject(key(name))));
    }

    private static void add(Difference difference, ObjectNode json) {
        json.set("map", JsonNumber.of(difference.difference()));
        json.set("low", JsonNumber.of(difference.low()));
        json.set("high", JsonNumber.of(difference.high()));
    }

    /** For people: a line per class and the mean, scores in percent. */
    public String table() {
        return ScoreTable.of(this);
    }

    /** A class's key in files: COCO's number where the data set has it, its name elsewhere. */
    public String key(String className) {
        return data.categoryIds().isEmpty()
                ? className
                : data.categoryIds().get(data.classes().indexOf(className)).toString();
    }
}
