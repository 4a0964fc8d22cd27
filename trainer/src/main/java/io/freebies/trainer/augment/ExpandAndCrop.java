package io.freebies.trainer.augment;

import io.freebies.box.Box;
import io.freebies.run.Recipe.Crop;
import io.freebies.run.Recipe.CropRule;
import io.freebies.run.Recipe.Expand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Random expansion onto a canvas of the mean colour, then a constrained random crop (reference sections 4.1.2 and
 * 4.1.3).
 */
public record ExpandAndCrop(Optional<Expand> expand, Optional<Crop> crop) implements PictureTransform {
    private static final double[] LEAST_OVERLAPS = {0.1, 0.3, 0.5, 0.7, 0.9, Double.NEGATIVE_INFINITY};
    private static final int TRIALS = 50;

    @Override
    public TrainingPicture apply(TrainingPicture picture, SplittableRandom random) {
        Window canvas = picture.window();
        if (expand.isPresent() && random.nextDouble() < expand.get().probability()) {
            canvas = expanded(canvas, 1 + random.nextDouble() * (expand.get().most() - 1), random);
        }
        List<TrainingObject> objects = moved(
                picture.objects(),
                picture.window().x() - canvas.x(),
                picture.window().y() - canvas.y());
        if (crop.isEmpty()) {
            return picture.shown(canvas, objects);
        }
        Window part = part(crop.get(), objects, canvas.width(), canvas.height(), random);
        Window window = new Window(canvas.x() + part.x(), canvas.y() + part.y(), part.width(), part.height());
        return picture.shown(window, kept(objects, part));
    }

    private static Window expanded(Window window, double ratio, SplittableRandom random) {
        int width = (int) (window.width() * ratio);
        int height = (int) (window.height() * ratio);
        int left = random.nextInt(width - window.width() + 1);
        int top = random.nextInt(height - window.height() + 1);
        return new Window(window.x() - left, window.y() - top, width, height);
    }

    private static List<TrainingObject> moved(List<TrainingObject> objects, int right, int down) {
        return objects.stream().map(o -> o.at(o.box().shift(right, down))).toList();
    }

    private static Window part(
            Crop crop, List<TrainingObject> objects, int width, int height, SplittableRandom random) {
        if (objects.isEmpty()) {
            return trial(crop, width, height, random);
        }
        List<Window> candidates = new ArrayList<>(List.of(new Window(0, 0, width, height)));
        for (double least : LEAST_OVERLAPS) {
            for (int t = 0; t < TRIALS; t++) {
                Window trial = trial(crop, width, height, random);
                if (overlap(crop.rule(), objects, trial) >= least) {
                    candidates.add(trial);
                    break;
                }
            }
        }
        while (!candidates.isEmpty()) {
            Window part = candidates.remove(random.nextInt(candidates.size()));
            if (!kept(objects, part).isEmpty()) {
                return part;
            }
        }
        return new Window(0, 0, width, height);
    }

    private static Window trial(Crop crop, int width, int height, SplittableRandom random) {
        double scale = crop.leastScale() + random.nextDouble() * (1 - crop.leastScale());
        double least = Math.max(0.5, scale * scale);
        double most = Math.min(2, 1 / (scale * scale));
        double root = Math.sqrt(least + random.nextDouble() * (most - least));
        int w = Math.max(1, Math.min(width, (int) (width * scale * root)));
        int h = Math.max(1, Math.min(height, (int) (height * scale / root)));
        return new Window(random.nextInt(width - w + 1), random.nextInt(height - h + 1), w, h);
    }

    private static double overlap(CropRule rule, List<TrainingObject> objects, Window part) {
        var overlaps = objects.stream().mapToDouble(o -> o.box().iou(part.box()));
        return (rule == CropRule.SOME ? overlaps.max() : overlaps.min()).orElse(0);
    }

    /** Objects whose centre is in the part, clipped to it and moved with it. */
    private static List<TrainingObject> kept(List<TrainingObject> objects, Window part) {
        Box frame = part.box();
        return objects.stream()
                .filter(o -> o.box().centerX() >= frame.x1()
                        && o.box().centerX() < frame.x2()
                        && o.box().centerY() >= frame.y1()
                        && o.box().centerY() < frame.y2())
                .map(o -> o.at(o.box().intersect(frame).shift(-frame.x1(), -frame.y1())))
                .toList();
    }
}
