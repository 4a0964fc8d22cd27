package io.freebies.verifier.score;

import io.freebies.box.Detection;
import io.freebies.data.Dataset;
import io.freebies.failure.Failure;
import io.freebies.score.ImageDetection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a model's labels become those of a data set: classes are matched by name, their order may differ.
 *
 * @param model names by label
 * @param labels the data set's label by the model's; -1 for a class that the data set has not
 */
public record ClassOrder(List<String> model, List<Integer> labels) {
    /**
     * Compares the names. A class of the data set that the model does not know cannot be found, and is refused.
     *
     * @param model names by label
     * @throws Failure (data) listing both if the data set has another class
     */
    public static ClassOrder of(Dataset data, List<String> model) {
        List<String> unknown =
                data.classes().stream().filter(name -> !model.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw Failure.data(data.source() + ": expected only classes of the model, " + model + ", found "
                    + data.classes() + ", of which the model does not know " + unknown
                    + "; give the data set that it was trained for");
        }
        return new ClassOrder(model, model.stream().map(data.classes()::indexOf).toList());
    }

    /**
     * A model's detections under the data set's labels.
     *
     * @param perImage one list per picture of the data set
     */
    public DatasetDetections relabelled(List<List<Detection>> perImage) {
        List<ImageDetection> all = new ArrayList<>();
        Map<String, Integer> others = new TreeMap<>();
        for (ImageDetection found : ImageDetection.ofImages(perImage)) {
            Detection detection = found.detection();
            int label = labels.get(detection.label());
            if (label < 0) {
                others.merge(model.get(detection.label()), 1, Integer::sum);
            } else {
                all.add(new ImageDetection(found.image(), new Detection(detection.box(), label, detection.score())));
            }
        }
        return new DatasetDetections(all, others, List.of());
    }
}
