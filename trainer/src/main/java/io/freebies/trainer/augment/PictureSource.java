package io.freebies.trainer.augment;

/** The raw pictures of a data set, by index. */
public interface PictureSource {
    /** How many there are. */
    int size();

    /** Decodes one; every object has weight 1. */
    TrainingPicture read(int index);
}
