package io.freebies.trainer.augment;

import java.util.SplittableRandom;

/** The seam before augmentation: which raw pictures a sample is made of. */
@FunctionalInterface
public interface SampleMixer {
    /** The baseline: the picture itself. */
    SampleMixer NONE = (pictures, index, epoch, random) -> pictures.read(index);

    /**
     * Makes the sample at {@code index}.
     *
     * @param epoch counted from 0
     * @param random the stream for this sample alone
     */
    TrainingPicture mix(PictureSource pictures, int index, int epoch, SplittableRandom random);
}
