package io.freebies.verifier.score;

import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.failure.Failure;
import java.util.List;

/** Objects of a data set under a model's labels: classes are matched by name, their order may differ. */
public final class ClassOrder {
    private ClassOrder() {}

    /**
     * The objects of each picture, labelled in the model's order.
     *
     * <p>The model may know classes that the data set has not: they find no object and do not count. A class of the data
     * set that the model does not know cannot be found, and is refused.
     *
     * @param model names by label
     * @throws Failure (data) listing both if the data set has another class
     */
    public static List<List<GroundTruth>> truths(Dataset data, List<String> model) {
        List<Integer> labels = data.classes().stream().map(model::indexOf).toList();
        if (labels.contains(-1)) {
            List<String> unknown = data.classes().stream()
                    .filter(name -> !model.contains(name))
                    .toList();
            throw Failure.data(data.source() + ": expected only classes of the model, " + model + ", found "
                    + data.classes() + ", of which the model does not know " + unknown
                    + "; give the data set that it was trained for");
        }
        return data.images().stream()
                .map(image -> image.objects().stream()
                        .map(o -> o.withLabel(labels.get(o.label())))
                        .toList())
                .toList();
    }
}
