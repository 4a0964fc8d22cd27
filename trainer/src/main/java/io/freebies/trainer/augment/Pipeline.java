package io.freebies.trainer.augment;

import io.freebies.run.Recipe.Augmentation;
import io.freebies.run.Recipe.Interpolation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is done to a picture until it is a sample: some operations in order, then resizing and mirroring.
 *
 * @param operations by the name of the random stream that each draws from
 * @param interpolation how the picture is resized
 * @param flip probability of mirroring, 0 to 1
 */
public record Pipeline(Map<String, PictureTransform> operations, Interpolation interpolation, double flip) {
    /** Evaluation's: nothing but resizing. */
    public static final Pipeline RESIZE = new Pipeline(Map.of(), Interpolation.EVALUATION, 0);

    /** The stream of colour distortion. */
    public static final String COLOUR = "colour";

    /** The stream of expansion and crop. */
    public static final String GEOMETRY = "geometry";

    /** Keeps the order. */
    public Pipeline {
        operations = Collections.unmodifiableMap(new LinkedHashMap<>(operations));
    }

    /** A detector's: colour, expand and crop, resize, flip; resize only where absent. */
    public static Pipeline of(Optional<Augmentation> augmentation) {
        if (augmentation.isEmpty()) {
            return RESIZE;
        }
        Augmentation steps = augmentation.get();
        Map<String, PictureTransform> operations = new LinkedHashMap<>();
        steps.colour().ifPresent(colour -> operations.put(COLOUR, new ColourJitter(colour)));
        operations.put(GEOMETRY, new ExpandAndCrop(steps.expand(), steps.crop()));
        return new Pipeline(operations, steps.interpolation(), steps.flip());
    }
}
