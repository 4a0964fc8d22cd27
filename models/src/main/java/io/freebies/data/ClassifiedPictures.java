package io.freebies.data;

import org.opencv.core.Mat;

/** Pictures of one thing each, in a fixed order. */
public sealed interface ClassifiedPictures permits ImageFolder, SyntheticClasses {
    /** How many there are. */
    int size();

    /** A name that no other one has, for messages. */
    String id(int index);

    /** Which class it shows, from 0. */
    int label(int index);

    /** The pixels, CV_8UC3, R, G, B; the receiver releases them. */
    Mat read(int index);
}
