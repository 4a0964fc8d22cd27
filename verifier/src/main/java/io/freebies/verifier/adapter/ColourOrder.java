package io.freebies.verifier.adapter;

/** The order of a picture's three planes. */
public enum ColourOrder {
    /** Red, green, blue. */
    RGB,
    /** Blue, green, red, as OpenCV reads files. */
    BGR
}
