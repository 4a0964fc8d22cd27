package io.freebies.verifier.adapter;

import io.freebies.box.Detection;
import io.freebies.box.NmsSettings;
import io.freebies.zoo.DetectorSpec;
import io.freebies.zoo.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a model is fed and its answers are read: all that is needed besides the file to use it as a detector.
 *
 * @param input from pictures to the input
 * @param answer from outputs to detections
 * @param suppression applied to answers that are not final yet
 * @param classes names by label, counted from 0
 */
public record Adapter(PictureInput input, AnswerRule answer, NmsSettings suppression, List<String> classes) {
    /** Copies the list. */
    public Adapter {
        classes = List.copyOf(classes);
    }

    /** Of a file that {@code bof export} wrote with the profile decoded or nms. */
    static Adapter of(DetectorSpec spec, Profile profile) {
        AnswerRule answer = profile == Profile.NMS
                ? AnswerRule.of(AnswerLayout.DETECTIONS, "detections")
                : AnswerRule.of(AnswerLayout.ULTRALYTICS, "output0");
        return new Adapter(PictureInput.stretched("images", spec.inputSize()), answer, spec.nms(), spec.classes());
    }

    /**
     * Detections in pixels of the pictures, by falling score.
     *
     * @param outputs of one run, by name
     * @param batch the pictures that were fed, in order
     * @throws io.freebies.failure.Failure (data) if the outputs do not fit, or hold numbers that are not finite
     */
    public List<List<Detection>> read(Map<String, Answer> outputs, List<PreparedPicture> batch) {
        AnswerReader reader = new AnswerReader(this, outputs, batch.size());
        List<List<Detection>> detections = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            detections.add(reader.read(i, batch.get(i)));
        }
        return detections;
    }
}
