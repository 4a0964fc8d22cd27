package io.freebies.trainer.loss;

import io.freebies.box.AnchorSize;
import io.freebies.box.Box;
import io.freebies.trainer.augment.Sample;
import io.freebies.trainer.augment.TrainingObject;
import io.freebies.zoo.YoloGrid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What YOLOv3 should answer for one batch (reference section 2.4). Each object has exactly one positive: the anchor of
 * the best width-and-height overlap, in the cell of the object's centre. Where two objects want the same prediction the
 * later one has it. Which negatives are ignored depends on the predictions and is decided by the loss.
 *
 * @param grid where predictions sit
 * @param positives by prediction, {@code picture * N + n}, in order of assignment
 * @param truths boxes of all objects by picture, in input pixels
 */
public record YoloTargets(YoloGrid grid, Map<Integer, Positive> positives, List<List<Box>> truths) {
    /**
     * The targets of one prediction.
     *
     * @param x fraction of the cell right of its left edge, 0 to 1
     * @param y fraction of the cell below its top edge, 0 to 1
     * @param logWidth natural logarithm of width over the anchor's
     * @param logHeight natural logarithm of height over the anchor's
     * @param boxWeight {@code 2 - w h / (W H)}: small boxes count more
     * @param weight of the object, mixup's ratio
     * @param label class index
     */
    public record Positive(
            double x, double y, double logWidth, double logHeight, double boxWeight, double weight, int label) {}

    /**
     * Assigns a batch of samples.
     *
     * @param anchors nine sizes in input pixels, deepest scale first
     * @param samples at least one, all of one size
     */
    public static YoloTargets of(List<AnchorSize> anchors, List<Sample> samples) {
        YoloGrid grid = new YoloGrid(samples.get(0).size(), anchors);
        return assign(grid, samples.stream().map(Sample::objects).toList());
    }

    /**
     * Assigns a batch.
     *
     * @param objects by picture, in pixels of the square input
     */
    public static YoloTargets assign(YoloGrid grid, List<List<TrainingObject>> objects) {
        Map<Integer, Positive> positives = new LinkedHashMap<>();
        for (int picture = 0; picture < objects.size(); picture++) {
            for (TrainingObject object : objects.get(picture)) {
                assign(grid, picture, object, positives);
            }
        }
        List<List<Box>> truths = objects.stream()
                .map(list -> list.stream().map(TrainingObject::box).toList())
                .toList();
        return new YoloTargets(grid, positives, truths);
    }

    /** The targets of the pictures from one index up to another, not included. */
    YoloTargets part(int from, int to) {
        int n = grid.predictions();
        Map<Integer, Positive> own = new LinkedHashMap<>();
        positives.forEach((prediction, positive) -> {
            if (prediction >= from * n && prediction < to * n) {
                own.put(prediction - from * n, positive);
            }
        });
        return new YoloTargets(grid, own, truths.subList(from, to));
    }

    private static void assign(YoloGrid grid, int picture, TrainingObject object, Map<Integer, Positive> positives) {
        Box box = object.box();
        int anchor = bestAnchor(grid, box);
        int scale = anchor / YoloGrid.ANCHORS_PER_SCALE;
        int side = grid.side(scale);
        double x = box.centerX() / grid.size() * side;
        double y = box.centerY() / grid.size() * side;
        int column = Math.min(Math.max((int) Math.floor(x), 0), side - 1);
        int row = Math.min(Math.max((int) Math.floor(y), 0), side - 1);
        double area = (double) grid.size() * grid.size();
        Positive positive = new Positive(
                x - column,
                y - row,
                Math.log(Math.max(box.width(), 1) / grid.anchors().get(anchor).width()),
                Math.log(Math.max(box.height(), 1) / grid.anchors().get(anchor).height()),
                2 - box.width() * box.height() / area,
                object.weight(),
                object.label());
        int prediction = picture * grid.predictions() + grid.prediction(anchor, column, row);
        positives.remove(prediction);
        positives.put(prediction, positive);
    }

    /** The anchor whose size overlaps most; ties go to the earlier one, deepest scale first. */
    static int bestAnchor(YoloGrid grid, Box box) {
        int best = 0;
        double bestIou = -1;
        for (int a = 0; a < grid.anchors().size(); a++) {
            double iou = grid.anchors().get(a).iou(box.width(), box.height());
            if (iou > bestIou) {
                bestIou = iou;
                best = a;
            }
        }
        return best;
    }
}
