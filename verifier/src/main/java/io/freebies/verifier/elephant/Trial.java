package io.freebies.verifier.elephant;

import io.freebies.box.Box;
import io.freebies.box.Detection;
import io.freebies.verifier.adapter.PictureInput;
import io.freebies.verifier.adapter.PreparedPicture;
import io.freebies.verifier.runtime.OnnxDetector;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;

/**
 * What a model saw in one picture.
 *
 * @param sure how many detections there are in the picture alone
 * @param effects of the alien, place by place
 */
record Trial(int sure, List<Effect> effects) {
    /** Copies the list. */
    Trial {
        effects = List.copyOf(effects);
    }

    /** Runs a model on the picture alone and with the alien in every place. */
    static Trial of(OnnxDetector detector, Scene scene, int steps, double threshold) {
        PictureInput input = detector.adapter().input();
        List<Detection> alone =
                detector.detect(List.of(input.prepare(scene.picture()))).get(0);
        List<Box> places = scene.places(steps);
        List<Effect> effects = new ArrayList<>();
        for (int row = 0; row < steps; row++) {
            List<Box> across = places.subList(row * steps, (row + 1) * steps);
            List<List<Detection>> beside = detector.detect(
                    across.stream().map(place -> prepared(input, scene, place)).toList());
            for (int i = 0; i < steps; i++) {
                effects.add(Effect.of(alone, beside.get(i), across.get(i), threshold));
            }
        }
        return new Trial((int) alone.stream().filter(d -> d.score() > threshold).count(), effects);
    }

    private static PreparedPicture prepared(PictureInput input, Scene scene, Box place) {
        Mat picture = scene.with(place);
        try {
            return input.prepare(picture);
        } finally {
            picture.release();
        }
    }

    /** Over all places. */
    Effect total() {
        return effects.stream().reduce(Effect.NONE, Effect::plus);
    }
}
