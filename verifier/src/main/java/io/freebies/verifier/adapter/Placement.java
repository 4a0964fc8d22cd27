package io.freebies.verifier.adapter;

import io.freebies.box.Box;

/**
 * Where a picture lies in a network's input.
 *
 * @param left pixels of the input left of it
 * @param top pixels of the input above it
 * @param width of the picture within the input, pixels of the input
 * @param height of the picture within the input
 * @param pictureWidth of the picture itself, its own pixels
 * @param pictureHeight of the picture itself
 */
public record Placement(double left, double top, double width, double height, int pictureWidth, int pictureHeight) {
    /** From pixels of the input to pixels of the picture, moved into it. */
    public Box inPicture(Box inInput) {
        return inside(inInput.shift(-left, -top).scale(pictureWidth / width, pictureHeight / height));
    }

    /** Corners moved into the picture. */
    public Box inside(Box inPicture) {
        return inPicture.clip(pictureWidth, pictureHeight);
    }
}
