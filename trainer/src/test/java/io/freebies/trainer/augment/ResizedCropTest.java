package io.freebies.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.trainer.loader.DrawnPictures;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ResizedCropTest {
    @Test
    void partsLieInThePictureWithAreaAndAspectInTheirLimits() {
        TrainingPicture picture = new DrawnPictures(1).read(3);
        double area = picture.width() * picture.height();
        ResizedCrop crop = new ResizedCrop(0.3, 1.5);
        double least = 1;
        for (int i = 0; i < 200; i++) {
            Window window = crop.apply(picture, new SplittableRandom(i)).window();
            double share = window.width() * window.height() / area;
            double aspect = (double) window.width() / window.height();
            assertThat(picture.window().box().intersect(window.box())).isEqualTo(window.box());
            assertThat(share).isBetween(0.28, 1.0);
            assertThat(aspect).isBetween(1 / 1.55, 1.55);
            least = Math.min(least, share);
        }
        assertThat(least).isLessThan(0.4);
        picture.pixels().release();
    }
}
