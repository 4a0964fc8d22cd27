package io.freebies.verifier.elephant;

import io.freebies.data.Dataset;
import io.freebies.run.Verdict;
import io.freebies.verifier.runtime.OnnxDetector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The elephant in the room (Rosenfeld et al. 2018; figure 5 of the paper): an alien object is moved over a picture, and
 * what a model sees elsewhere should not change. Both models get the same pictures, aliens and places.
 *
 * @param data pictures, whose objects are each other's aliens
 * @param baseline trained without freebies, or whatever the candidate is compared with
 * @param candidate the other model
 * @param steps places across and down
 * @param threshold surer detections count
 * @param trials by picture, the baseline's and the candidate's
 */
public record Elephant(
        Dataset data, OnnxDetector baseline, OnnxDetector candidate, int steps, double threshold, List<Pair> trials) {
    /** What the two models saw in one picture. */
    record Pair(Trial baseline, Trial candidate) {
        /** Of both, in one place. */
        Effect effect(int place) {
            return baseline.effects().get(place).plus(candidate.effects().get(place));
        }
    }

    /** Copies the list. */
    public Elephant {
        trials = List.copyOf(trials);
    }

    /**
     * Runs both models on every picture alone and with its alien in {@code steps * steps} places.
     *
     * @param progress called with the number of pictures done after each
     * @throws io.freebies.failure.Failure (data) if a picture is broken, or no object can be an alien
     */
    public static Elephant run(
            Dataset data,
            OnnxDetector baseline,
            OnnxDetector candidate,
            int steps,
            double threshold,
            IntConsumer progress) {
        Aliens aliens = new Aliens(data);
        List<Pair> trials = new ArrayList<>();
        for (int picture = 0; picture < data.images().size(); picture++) {
            try (Scene scene = Scene.of(data, aliens, picture)) {
                trials.add(new Pair(
                        Trial.of(baseline, scene, steps, threshold), Trial.of(candidate, scene, steps, threshold)));
            }
            progress.accept(picture + 1);
        }
        return new Elephant(data, baseline, candidate, steps, threshold, trials);
    }

    /**
     * The finding: {@code STEADIER} or {@code SHAKIER} if the candidate's detections surely flip less or more often,
     * {@code UNDECIDED} if that may be chance, {@code UNKNOWN} and inconclusive if one of the models saw nothing beside
     * an alien.
     */
    public Verdict verdict() {
        return ElephantVerdict.of(this);
    }

    /** Writes a contact sheet of the pictures with most flips, each as both models see it without and with the alien. */
    public void draw(Path file) {
        ElephantSheet.write(this, file);
    }
}
