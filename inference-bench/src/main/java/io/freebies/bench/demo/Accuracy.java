package io.freebies.bench.demo;

import io.freebies.box.Detection;
import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.score.Evaluator;
import io.freebies.score.ImageDetection;
import io.freebies.score.Interpolation;
import io.freebies.score.PairedBootstrap;
import io.freebies.score.PairedBootstrap.Difference;
import io.freebies.score.ScoreCard;
import io.freebies.score.VocEvaluator;
import java.util.ArrayList;
import java.util.List;

/**
 * How well two detectors did on the same pictures.
 *
 * @param baseline the score of the first
 * @param candidate the score of the second
 * @param difference candidate minus baseline, with its interval
 */
record Accuracy(ScoreCard baseline, ScoreCard candidate, Difference difference) {
    /** Scores both; the same seed gives the same interval. */
    static Accuracy of(Dataset data, List<ImageDetection> baseline, List<ImageDetection> candidate, long seed) {
        List<List<GroundTruth>> truths =
                data.images().stream().map(LabelledImage::objects).toList();
        Evaluator first = VocEvaluator.of(data.classes(), truths, baseline, Interpolation.AREA);
        Evaluator second = VocEvaluator.of(data.classes(), truths, candidate, Interpolation.AREA);
        return new Accuracy(
                first.score(),
                second.score(),
                PairedBootstrap.compare(first, second, PairedBootstrap.RESAMPLES, seed)
                        .map());
    }

    /** One list for each of {@code images} pictures, in order. */
    static List<List<Detection>> byImage(List<ImageDetection> detections, int images) {
        List<List<Detection>> lists = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            lists.add(new ArrayList<>());
        }
        detections.forEach(d -> lists.get(d.image()).add(d.detection()));
        return lists;
    }
}
