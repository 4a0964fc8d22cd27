package io.freebies.verifier.runtime;

import io.freebies.image.Normalisation;
import io.freebies.image.Pictures;
import io.freebies.image.Resize;
import java.nio.file.Path;
import org.opencv.core.Mat;

/**
 * A picture as a network wants it.
 *
 * @param tensor [3, S, S], RGB planes, 0 to 1, stretched to the square
 * @param width pixels of the original
 * @param height pixels of the original
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record PreparedPicture(float[] tensor, int width, int height) {
    /**
     * Reads and prepares a file.
     *
     * @param side S, pixels
     * @throws io.freebies.failure.Failure (data) if it is no whole picture
     */
    public static PreparedPicture read(Path file, int side) {
        Mat picture = Pictures.read(file);
        try {
            return of(picture, side);
        } finally {
            picture.release();
        }
    }

    /** Prepares a picture in memory, which is not changed. */
    public static PreparedPicture of(Mat rgb, int side) {
        Mat square = Resize.to(rgb, side, side);
        try {
            return new PreparedPicture(Normalisation.UNIT.toTensor(square), rgb.cols(), rgb.rows());
        } finally {
            square.release();
        }
    }
}
