package io.freebies.verifier.elephant;

import io.freebies.box.Box;
import io.freebies.data.Dataset;
import io.freebies.image.Pictures;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;

/**
 * A picture and what is alien to it.
 *
 * @param picture CV_8UC3, RGB
 * @param alien of a size that fits in
 */
record Scene(Mat picture, Alien alien) implements AutoCloseable {
    static Scene of(Dataset data, Aliens aliens, int index) {
        Mat picture = Pictures.read(data.images().get(index).file());
        return new Scene(picture, aliens.of(index, Math.min(picture.cols(), picture.rows())));
    }

    /**
     * Places on a grid from edge to edge, row by row.
     *
     * @param steps places across and down; a single one is in the middle
     * @return {@code steps * steps} boxes of the alien's size in whole pixels
     */
    List<Box> places(int steps) {
        List<Box> places = new ArrayList<>();
        for (int row = 0; row < steps; row++) {
            for (int column = 0; column < steps; column++) {
                int left = along(picture.cols() - alien.pixels().cols(), column, steps);
                int top = along(picture.rows() - alien.pixels().rows(), row, steps);
                places.add(new Box(
                        left,
                        top,
                        left + alien.pixels().cols(),
                        top + alien.pixels().rows()));
            }
        }
        return places;
    }

    private static int along(int room, int step, int steps) {
        return steps == 1 ? room / 2 : room * step / (steps - 1);
    }

    /** The picture with the alien in a place. */
    Mat with(Box place) {
        return alien.in(picture, place);
    }

    @Override
    public void close() {
        picture.release();
        alien.close();
    }
}
