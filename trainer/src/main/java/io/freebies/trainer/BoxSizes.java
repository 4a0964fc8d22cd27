package io.freebies.trainer;

import io.freebies.box.AnchorSize;
import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.SeedTree;
import io.freebies.failure.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The sizes of a data set's boxes in pixels of the network's input, and anchors for them: k-means with the distance
 * 1 - IoU between two boxes around one point (Redmon and Farhadi 2017, section 2), started as k-means++ starts (Arthur
 * and Vassilvitskii 2007), the best of several starts.
 */
final class BoxSizes {
    private static final int MOST_ROUNDS = 300;

    private final double[] widths;
    private final double[] heights;

    private BoxSizes(double[] widths, double[] heights) {
        this.widths = widths;
        this.heights = heights;
    }

    /**
     * The sizes of all objects that are learned from, with pictures stretched to the input, before augmentation.
     *
     * @param size side of the input in pixels
     */
    static BoxSizes of(Dataset dataset, int size) {
        List<AnchorSize> sizes = new ArrayList<>();
        for (LabelledImage image : dataset.images()) {
            for (GroundTruth object : image.objects()) {
                if (!object.crowd()) {
                    sizes.add(new AnchorSize(
                            object.box().width() * size / image.width(),
                            object.box().height() * size / image.height()));
                }
            }
        }
        return new BoxSizes(
                sizes.stream().mapToDouble(AnchorSize::width).toArray(),
                sizes.stream().mapToDouble(AnchorSize::height).toArray());
    }

    /** How many boxes. */
    int count() {
        return widths.length;
    }

    /** The best IoU of each box with any anchor. */
    private DoubleStream bestIous(List<AnchorSize> anchors) {
        return IntStream.range(0, count()).mapToDouble(box -> iou(box, anchors.get(nearest(box, anchors))));
    }

    /** The mean over all boxes of the IoU with the anchor that fits best, 0 to 1. */
    double meanBestIou(List<AnchorSize> anchors) {
        return bestIous(anchors).average().orElse(0);
    }

    /** The share of boxes that some anchor overlaps with at least this IoU, 0 to 1. */
    double recall(List<AnchorSize> anchors, double leastIou) {
        return bestIous(anchors).map(iou -> iou >= leastIou ? 1 : 0).average().orElse(0);
    }

    /**
     * Anchors by rising area.
     *
     * @param seeds the same seed gives the same anchors
     * @param starts at least 1; the start with the highest mean best IoU wins
     * @throws Failure (data) if the boxes have fewer different sizes than anchors are asked for
     */
    List<AnchorSize> fit(int anchors, SeedTree seeds, int starts) {
        long different = IntStream.range(0, count())
                .mapToObj(box -> new AnchorSize(widths[box], heights[box]))
                .distinct()
                .limit(anchors)
                .count();
        if (different < anchors) {
            throw Failure.data("expected boxes of at least " + anchors + " different sizes, found " + different
                    + "; give more data");
        }
        List<List<AnchorSize>> fits = IntStream.range(0, starts)
                .parallel()
                .mapToObj(start -> refined(start(anchors, seeds.stream("anchors", 0, start))))
                .toList();
        return fits.stream().max(Comparator.comparingDouble(this::meanBestIou)).orElseThrow().stream()
                .sorted(Comparator.comparingDouble(a -> a.width() * a.height()))
                .toList();
    }

    /** The first anchor is any box; each other one a box drawn by the square of its distance to those before. */
    private List<AnchorSize> start(int anchors, SplittableRandom random) {
        double[] distances = new double[count()];
        Arrays.fill(distances, 1);
        List<AnchorSize> chosen = new ArrayList<>();
        while (chosen.size() < anchors) {
            int box = draw(distances, random);
            chosen.add(new AnchorSize(widths[box], heights[box]));
            for (int i = 0; i < distances.length; i++) {
                distances[i] = Math.min(distances[i], 1 - iou(i, chosen.get(chosen.size() - 1)));
            }
        }
        return chosen;
    }

    private static int draw(double[] distances, SplittableRandom random) {
        double sum = 0;
        for (double distance : distances) {
            sum += distance * distance;
        }
        double left = random.nextDouble() * sum;
        int last = 0;
        for (int i = 0; i < distances.length && left >= 0; i++) {
            left -= distances[i] * distances[i];
            last = distances[i] > 0 ? i : last;
        }
        return last;
    }

    /** Lloyd's rounds: each box to its nearest anchor, each anchor to the mean of its boxes, until none moves. */
    private List<AnchorSize> refined(List<AnchorSize> start) {
        List<AnchorSize> anchors = start;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[][] sums = new double[anchors.size()][3];
            for (int box = 0; box < count(); box++) {
                double[] sum = sums[nearest(box, anchors)];
                sum[0] += widths[box];
                sum[1] += heights[box];
                sum[2]++;
            }
            List<AnchorSize> moved = new ArrayList<>();
            for (int i = 0; i < sums.length; i++) {
                boolean isAlone = sums[i][2] == 0;
                moved.add(isAlone ? anchors.get(i) : new AnchorSize(sums[i][0] / sums[i][2], sums[i][1] / sums[i][2]));
            }
            if (moved.equals(anchors)) {
                return anchors;
            }
            anchors = moved;
        }
        return anchors;
    }

    private int nearest(int box, List<AnchorSize> anchors) {
        int nearest = 0;
        double most = -1;
        for (int i = 0; i < anchors.size(); i++) {
            double iou = iou(box, anchors.get(i));
            if (iou > most) {
                nearest = i;
                most = iou;
            }
        }
        return nearest;
    }

    private double iou(int box, AnchorSize anchor) {
        return anchor.iou(widths[box], heights[box]);
    }
}
