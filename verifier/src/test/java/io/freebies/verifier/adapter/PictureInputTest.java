package io.freebies.verifier.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freebies.box.Box;
import io.freebies.image.Normalisation;
import io.freebies.image.Pictures;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;

@Tag("engine")
class PictureInputTest {
    private static PictureInput input(ResizeRule resize, TensorLayout layout, ColourOrder colour, Normalisation n) {
        return new PictureInput("images", Optional.empty(), 32, 24, layout, colour, n, resize, 7);
    }

    private static PictureInput input(ResizeRule resize) {
        Normalisation pixels = new Normalisation(1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
        return input(resize, TensorLayout.NCHW, ColourOrder.RGB, pixels);
    }

    /** One colour everywhere. */
    private static Mat plain(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (100 + i % 3);
        }
        return Pictures.of(rgb, width, height);
    }

    @Test
    void aLetterboxKeepsTheAspectRatioAndPadsTheRest() {
        PreparedPicture middle = input(ResizeRule.LETTERBOX).prepare(plain(64, 21));
        // Half the size, 32 x 11 of 24 rows: 6 above, 7 below.
        assertThat(middle.placement()).isEqualTo(new Placement(0, 6, 32, 11, 64, 21));
        assertThat(middle.tensor()).hasSize(3 * 24 * 32);
        assertThat(middle.tensor()[5 * 32]).isEqualTo(7);
        assertThat(middle.tensor()[6 * 32]).isEqualTo(100);
        assertThat(middle.tensor()[16 * 32]).isEqualTo(100);
        assertThat(middle.tensor()[17 * 32]).isEqualTo(7);
        PreparedPicture corner = input(ResizeRule.LETTERBOX_CORNER).prepare(plain(64, 21));
        assertThat(corner.tensor()[0]).isEqualTo(100);
        assertThat(corner.tensor()[11 * 32]).isEqualTo(7);
    }

    @Test
    void boxesFindTheirWayBackThroughEveryRule() {
        for (ResizeRule rule : ResizeRule.values()) {
            for (int[] size : new int[][] {{64, 21}, {9, 50}, {32, 24}, {500, 333}}) {
                Placement at = input(rule).prepare(plain(size[0], size[1])).placement();
                Box picture = new Box(0.1 * size[0], 0.2 * size[1], 0.7 * size[0], 0.9 * size[1]);
                Box there = picture.scale(at.width() / size[0], at.height() / size[1])
                        .shift(at.left(), at.top());
                Box back = at.inPicture(there);
                assertThat(back.iou(picture)).as(rule + " " + at).isCloseTo(1, within(1e-9));
            }
        }
    }

    @Test
    void picturesThatKeepTheirSizeAreFedAsTheyAre() {
        PictureInput input = input(ResizeRule.NONE);
        PreparedPicture picture = input.prepare(plain(50, 20));
        assertThat(picture.tensor()).hasSize(3 * 50 * 20);
        assertThat(input.isFixed()).isFalse();
        assertThat(input.extents(1, picture.width(), picture.height())).containsExactly(1L, 3L, 20L, 50L);
    }

    @Test
    void planesAndPixelsAreOrderedAndNormalisedAsAsked() {
        Normalisation n = new Normalisation(2, List.of(1.0, 2.0, 3.0), List.of(1.0, 10.0, 100.0));
        float[] planes = input(ResizeRule.STRETCH, TensorLayout.NCHW, ColourOrder.BGR, n)
                .prepare(plain(32, 24))
                .tensor();
        float blue = 2 * 102 - 1;
        assertThat(planes[0]).isEqualTo(blue);
        assertThat((double) planes[32 * 24]).isCloseTo((2 * 101 - 2) / 10.0, within(1e-5));
        float[] pixels = input(ResizeRule.STRETCH, TensorLayout.NHWC, ColourOrder.BGR, n)
                .prepare(plain(32, 24))
                .tensor();
        assertThat(pixels[0]).isEqualTo(blue);
        assertThat((double) pixels[2]).isCloseTo((2 * 100 - 3) / 100.0, within(1e-5));
        assertThat(TensorLayout.CHW.extents(1, 24, 32)).containsExactly(3L, 24L, 32L);
    }
}
