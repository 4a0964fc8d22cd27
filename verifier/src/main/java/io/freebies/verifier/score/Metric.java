package io.freebies.verifier.score;

import io.freebies.data.DataArgument.Scheme;
import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.failure.Failure;
import io.freebies.score.CocoEvaluator;
import io.freebies.score.Evaluator;
import io.freebies.score.ImageDetection;
import io.freebies.score.Interpolation;
import io.freebies.score.VocEvaluator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a score is measured in. */
public enum Metric {
    /** PASCAL VOC from 2010 on: area under the curve, at an overlap of 0.5. */
    VOC,
    /** PASCAL VOC 2007: eleven points of the curve, at an overlap of 0.5. */
    VOC07,
    /** COCO: 101 points of the curves at overlaps of 0.5 to 0.95. */
    COCO;

    /**
     * From the name on the command line.
     *
     * @throws Failure (usage) for other names
     */
    public static Metric parse(String option) {
        return Arrays.stream(values())
                .filter(metric -> metric.option().equals(option))
                .findFirst()
                .orElseThrow(() -> Failure.usage("--metric: expected voc, voc07 or coco, found '" + option + "'"));
    }

    /** What people expect of a kind of data: COCO's own of the formats of its time, VOC's of the others. */
    public static Metric of(Scheme scheme) {
        return switch (scheme) {
            case COCO, YOLO -> COCO;
            case VOC, SYNTH -> VOC;
        };
    }

    /** The name on the command line. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Matches detections to a data set's objects. */
    public Evaluator match(Dataset data, List<ImageDetection> detections) {
        List<List<GroundTruth>> truths =
                data.images().stream().map(LabelledImage::objects).toList();
        return switch (this) {
            case VOC -> VocEvaluator.of(data.classes(), truths, detections, Interpolation.AREA);
            case VOC07 -> VocEvaluator.of(data.classes(), truths, detections, Interpolation.ELEVEN_POINT);
            case COCO -> CocoEvaluator.of(data.classes(), truths, detections);
        };
    }
}
