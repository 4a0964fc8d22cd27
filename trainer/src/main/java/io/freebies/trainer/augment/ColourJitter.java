package io.freebies.trainer.augment;

import io.freebies.run.Recipe.Colour;
import java.util.SplittableRandom;

/** Random brightness, contrast, saturation and hue (paper section 3.3; reference section 4.1.1). */
public record ColourJitter(Colour colour) implements PictureTransform {
    @Override
    public TrainingPicture apply(TrainingPicture picture, SplittableRandom random) {
        ColourMap map = picture.colour();
        if (drawn(random)) {
            map = map.then(ColourMap.brightness(uniform(random, colour.brightness())));
        }
        boolean contrastFirst = random.nextBoolean();
        if (contrastFirst && drawn(random)) {
            map = map.then(contrast(random));
        }
        if (drawn(random)) {
            map = map.then(ColourMap.saturation(1 + uniform(random, colour.saturation())));
        }
        if (drawn(random)) {
            map = map.then(ColourMap.hue(Math.toRadians(uniform(random, colour.hueDegrees()))));
        }
        if (!contrastFirst && drawn(random)) {
            map = map.then(contrast(random));
        }
        return picture.coloured(map);
    }

    private boolean drawn(SplittableRandom random) {
        return random.nextDouble() < colour.probability();
    }

    private static double uniform(SplittableRandom random, double bound) {
        return (2 * random.nextDouble() - 1) * bound;
    }

    private ColourMap contrast(SplittableRandom random) {
        return ColourMap.contrast(1 + uniform(random, colour.contrast()));
    }
}
