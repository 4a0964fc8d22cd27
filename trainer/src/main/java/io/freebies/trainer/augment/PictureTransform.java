package io.freebies.trainer.augment;

import java.util.SplittableRandom;

/** One operation on a picture and its objects. */
@FunctionalInterface
public interface PictureTransform {
    /**
     * Transforms a picture; the argument must not be used afterwards.
     *
     * @param random the stream for this operation on this picture alone
     */
    TrainingPicture apply(TrainingPicture picture, SplittableRandom random);
}
