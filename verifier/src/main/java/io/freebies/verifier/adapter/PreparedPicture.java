package io.freebies.verifier.adapter;

/**
 * A picture as a network wants it.
 *
 * @param tensor one picture in the input's layout, row by row
 * @param width of the input, pixels
 * @param height of the input, pixels
 * @param placement where the picture lies in it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record PreparedPicture(float[] tensor, int width, int height, Placement placement) {}
