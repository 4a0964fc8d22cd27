package io.freebies.trainer.augment;

import io.freebies.box.Box;
import io.freebies.run.Recipe.Crop;
import io.freebies.run.Recipe.CropRule;
import io.freebies.run.Recipe.Expand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;

/**
 * Random expansion onto a canvas of the mean colour, then a constrained random crop (reference sections 4.1.2 and
 * 4.1.3). Both are decided before a pixel is moved, so only the part that is kept is ever painted.
 */
public record ExpandAndCrop(Optional<Expand> expand, Optional<Crop> crop) implements PictureTransform {
    /** ImageNet's mean colour. */
    private static final Scalar MEAN = new Scalar(123.675, 116.28, 103.53);

    private static final double[] LEAST_OVERLAPS = {0.1, 0.3, 0.5, 0.7, 0.9, Double.NEGATIVE_INFINITY};
    private static final int TRIALS = 50;

    @Override
    public TrainingPicture apply(TrainingPicture picture, SplittableRandom random) {
        int width = picture.width();
        int height = picture.height();
        Rect place = new Rect(0, 0, width, height);
        if (expand.isPresent() && random.nextDouble() < expand.get().probability()) {
            double ratio = 1 + random.nextDouble() * (expand.get().most() - 1);
            width = (int) (width * ratio);
            height = (int) (height * ratio);
            place.x = random.nextInt(width - place.width + 1);
            place.y = random.nextInt(height - place.height + 1);
        }
        List<TrainingObject> moved = picture.objects().stream()
                .map(o -> o.at(o.box().shift(place.x, place.y)))
                .toList();
        Rect window = new Rect(0, 0, width, height);
        if (crop.isPresent()) {
            window = window(crop.get(), moved, width, height, random);
        }
        if (window.equals(place)) {
            return picture;
        }
        return picture.replace(paint(picture.pixels(), place, window), kept(moved, window));
    }

    private static Rect window(
            Crop crop, List<TrainingObject> objects, int width, int height, SplittableRandom random) {
        if (objects.isEmpty()) {
            return trial(crop, width, height, random);
        }
        List<Rect> candidates = new ArrayList<>(List.of(new Rect(0, 0, width, height)));
        for (double least : LEAST_OVERLAPS) {
            for (int t = 0; t < TRIALS; t++) {
                Rect trial = trial(crop, width, height, random);
                if (overlap(crop.rule(), objects, trial) >= least) {
                    candidates.add(trial);
                    break;
                }
            }
        }
        while (!candidates.isEmpty()) {
            Rect window = candidates.remove(random.nextInt(candidates.size()));
            if (!kept(objects, window).isEmpty()) {
                return window;
            }
        }
        return new Rect(0, 0, width, height);
    }

    private static Rect trial(Crop crop, int width, int height, SplittableRandom random) {
        double scale = crop.leastScale() + random.nextDouble() * (1 - crop.leastScale());
        double least = Math.max(0.5, scale * scale);
        double most = Math.min(2, 1 / (scale * scale));
        double root = Math.sqrt(least + random.nextDouble() * (most - least));
        int w = Math.max(1, Math.min(width, (int) (width * scale * root)));
        int h = Math.max(1, Math.min(height, (int) (height * scale / root)));
        return new Rect(random.nextInt(width - w + 1), random.nextInt(height - h + 1), w, h);
    }

    private static double overlap(CropRule rule, List<TrainingObject> objects, Rect window) {
        var overlaps = objects.stream().mapToDouble(o -> o.box().iou(box(window)));
        return (rule == CropRule.SOME ? overlaps.max() : overlaps.min()).orElse(0);
    }

    private static Box box(Rect rect) {
        return new Box(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height);
    }

    /** Objects whose centre is in the window, clipped to it and moved with it. */
    private static List<TrainingObject> kept(List<TrainingObject> objects, Rect window) {
        Box frame = box(window);
        return objects.stream()
                .filter(o -> o.box().centerX() >= frame.x1()
                        && o.box().centerX() < frame.x2()
                        && o.box().centerY() >= frame.y1()
                        && o.box().centerY() < frame.y2())
                .map(o -> o.at(o.box().intersect(frame).shift(-frame.x1(), -frame.y1())))
                .toList();
    }

    private static Mat paint(Mat pixels, Rect place, Rect window) {
        Mat result = new Mat(window.height, window.width, pixels.type(), MEAN);
        int left = Math.max(place.x, window.x);
        int top = Math.max(place.y, window.y);
        int right = Math.min(place.x + place.width, window.x + window.width);
        int bottom = Math.min(place.y + place.height, window.y + window.height);
        if (left < right && top < bottom) {
            Mat from = pixels.submat(top - place.y, bottom - place.y, left - place.x, right - place.x);
            Mat to = result.submat(top - window.y, bottom - window.y, left - window.x, right - window.x);
            from.copyTo(to);
            from.release();
            to.release();
        }
        return result;
    }
}
