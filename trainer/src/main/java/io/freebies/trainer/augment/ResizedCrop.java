package io.freebies.trainer.augment;

import java.util.SplittableRandom;

/**
 * The classifier's crop (Szegedy et al. 2015): a part of random area and aspect ratio, which is then resized. Objects
 * stay as they are; a class is true of every part.
 *
 * @param leastArea smallest share of the picture's area, above 0 to 1; the share is uniform from this to 1
 * @param mostAspect largest ratio of the part's sides, at least 1; its logarithm is uniform
 */
public record ResizedCrop(double leastArea, double mostAspect) implements PictureTransform {
    private static final int TRIALS = 10;

    @Override
    public TrainingPicture apply(TrainingPicture picture, SplittableRandom random) {
        Window all = picture.window();
        for (int trial = 0; trial < TRIALS; trial++) {
            double area = (leastArea + random.nextDouble() * (1 - leastArea)) * all.width() * all.height();
            double aspect = Math.exp((2 * random.nextDouble() - 1) * Math.log(mostAspect));
            int width = (int) Math.round(Math.sqrt(area * aspect));
            int height = (int) Math.round(Math.sqrt(area / aspect));
            if (width > 0 && height > 0 && width <= all.width() && height <= all.height()) {
                int left = random.nextInt(all.width() - width + 1);
                int top = random.nextInt(all.height() - height + 1);
                return picture.shown(new Window(all.x() + left, all.y() + top, width, height), picture.objects());
            }
        }
        return picture;
    }
}
