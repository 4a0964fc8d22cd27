package io.freebies.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freebies.box.Box;
import io.freebies.image.OpenCv;
import io.freebies.run.Recipe.Colour;
import io.freebies.run.Recipe.Crop;
import io.freebies.run.Recipe.CropRule;
import io.freebies.run.Recipe.Expand;
import io.freebies.run.Recipe.Interpolation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

class PictureTransformTest {
    private static final Scalar GROUND = new Scalar(20, 40, 60);
    private static final Scalar OBJECT = new Scalar(200, 100, 50);
    private static final double[] MEAN = {123.675, 116.28, 103.53};

    @BeforeAll
    static void load() {
        OpenCv.load();
    }

    /** A plain picture with one filled rectangle, which is the object. */
    private static TrainingPicture picture(int width, int height, Rect object) {
        Mat pixels = new Mat(height, width, CvType.CV_8UC3, GROUND);
        Imgproc.rectangle(pixels, object, OBJECT, Imgproc.FILLED);
        Box box = new Box(object.x, object.y, object.x + object.width, object.y + object.height);
        return new TrainingPicture(pixels, List.of(new TrainingObject(box, 3, 0.6)));
    }

    private static Sample rendered(
            TrainingPicture picture, int size, Interpolation interpolation, double flip, int seed) {
        return new Rendering(size, interpolation, flip)
                .apply(picture, new SplittableRandom(seed), new SplittableRandom(seed));
    }

    private static double[] pixel(Sample sample, int x, int y) {
        int area = sample.size() * sample.size();
        int at = y * sample.size() + x;
        float[] planes = sample.planes().data();
        return new double[] {255 * planes[at], 255 * planes[area + at], 255 * planes[2 * area + at]};
    }

    /** The box of the pixels that are nearer to the object's colour than to anything else. */
    private static Box coloured(Sample sample) {
        Box box = new Box(sample.size(), sample.size(), 0, 0);
        for (int y = 0; y < sample.size(); y++) {
            for (int x = 0; x < sample.size(); x++) {
                double[] rgb = pixel(sample, x, y);
                if (rgb[0] > 160 && rgb[1] < 103 && rgb[2] < 75) {
                    box = new Box(
                            Math.min(box.x1(), x),
                            Math.min(box.y1(), y),
                            Math.max(box.x2(), x + 1),
                            Math.max(box.y2(), y + 1));
                }
            }
        }
        return box;
    }

    private static void assertSameBox(Box found, Box expected, double tolerance) {
        assertThat(found.x1()).isCloseTo(expected.x1(), within(tolerance));
        assertThat(found.y1()).isCloseTo(expected.y1(), within(tolerance));
        assertThat(found.x2()).isCloseTo(expected.x2(), within(tolerance));
        assertThat(found.y2()).isCloseTo(expected.y2(), within(tolerance));
    }

    @Test
    void boxesFollowTheirPixelsThroughExpansionCropResizingAndFlipping() {
        for (CropRule rule : CropRule.values()) {
            ExpandAndCrop transform =
                    new ExpandAndCrop(Optional.of(new Expand(0.7, 3)), Optional.of(new Crop(rule, 0.3)));
            for (int seed = 0; seed < 200; seed++) {
                TrainingPicture shown =
                        transform.apply(picture(120, 90, new Rect(40, 30, 31, 23)), new SplittableRandom(seed));
                Sample result = rendered(shown, 128, Interpolation.RANDOM, 0.5, seed);
                assertThat(result.objects()).hasSize(1);
                // Interpolation blurs an edge by up to a pixel of the picture.
                double blur = 128.0 / Math.min(shown.width(), shown.height());
                assertSameBox(result.objects().get(0).box(), coloured(result), 1 + blur);
                assertThat(result.objects().get(0).weight()).isEqualTo(0.6);
                assertThat(result.objects().get(0).label()).isEqualTo(3);
            }
        }
    }

    @Test
    void aWindowOfTheResultsSizeIsShownPixelByPixel() {
        TrainingPicture picture = picture(120, 90, new Rect(40, 30, 31, 23));
        Sample result = rendered(
                picture.shown(new Window(-20, 10, 128, 128), picture.objects()), 128, Interpolation.EVALUATION, 0, 1);
        assertThat(pixel(result, 60, 20)).containsExactly(Arrays.copyOf(OBJECT.val, 3), within(1e-4));
        assertThat(pixel(result, 59, 20)).containsExactly(new double[] {20, 40, 60}, within(1e-4));
        assertThat(pixel(result, 19, 40)).containsExactly(MEAN, within(1e-4));
        assertThat(pixel(result, 20, 79)).containsExactly(new double[] {20, 40, 60}, within(1e-4));
        assertThat(pixel(result, 20, 80)).containsExactly(MEAN, within(1e-4));
    }

    @Test
    void theGroundBeyondThePictureKeepsItsColour() {
        TrainingPicture picture = picture(120, 90, new Rect(40, 30, 31, 23));
        Sample result = rendered(
                picture.coloured(ColourMap.brightness(30)).shown(new Window(-60, -45, 240, 180), List.of()),
                96,
                Interpolation.RANDOM,
                0.5,
                4);
        assertThat(pixel(result, 0, 0)).containsExactly(MEAN, within(1e-4));
        assertThat(pixel(result, 26, 26)).containsExactly(new double[] {50, 70, 90}, within(1.0));
    }

    @Test
    void aPictureOutOfSightLeavesTheGround() {
        TrainingPicture picture = picture(120, 90, new Rect(40, 30, 31, 23));
        Sample result =
                rendered(picture.shown(new Window(120, 0, 50, 50), List.of()), 64, Interpolation.RANDOM, 0.5, 4);
        assertThat(pixel(result, 0, 0)).containsExactly(MEAN, within(1e-4));
        assertThat(pixel(result, 63, 63)).containsExactly(MEAN, within(1e-4));
    }

    @Test
    void smallBoxesLeaveTheEveryRuleLittleButTheWholePictureAndTheFreeCrop() {
        Crop every = new Crop(CropRule.EVERY, 0.3);
        TrainingPicture small = picture(400, 400, new Rect(196, 196, 8, 8));
        int whole = 0;
        for (int seed = 0; seed < 100; seed++) {
            TrainingPicture result =
                    new ExpandAndCrop(Optional.empty(), Optional.of(every)).apply(small, new SplittableRandom(seed));
            whole += result.width() == 400 && result.height() == 400 ? 1 : 0;
        }
        // Two candidates are left; the free one is passed over when it misses the box.
        assertThat(whole).isBetween(40, 95);
    }

    @Test
    void aPictureWithoutObjectsIsCroppedAllTheSame() {
        TrainingPicture empty = new TrainingPicture(new Mat(90, 120, CvType.CV_8UC3, GROUND), List.of());
        TrainingPicture result = new ExpandAndCrop(Optional.empty(), Optional.of(new Crop(CropRule.SOME, 0.3)))
                .apply(empty, new SplittableRandom(1));
        assertThat(result.objects()).isEmpty();
        assertThat(result.width() * result.height()).isLessThan(120 * 90);
    }

    @Test
    void absentExpansionAndCropLeaveThePictureAsItIs() {
        TrainingPicture before = picture(120, 90, new Rect(40, 30, 31, 23));
        assertThat(new ExpandAndCrop(Optional.empty(), Optional.empty()).apply(before, new SplittableRandom(0)))
                .isEqualTo(before);
    }

    private static double[] colourAfter(Colour colour, int seed) {
        TrainingPicture result =
                new ColourJitter(colour).apply(picture(4, 4, new Rect(0, 0, 4, 4)), new SplittableRandom(seed));
        return pixel(rendered(result, 4, Interpolation.EVALUATION, 0, seed), 1, 1);
    }

    @Test
    void brightnessAddsTheSameToEveryChannel() {
        double[] found = colourAfter(new Colour(1, 32, 0, 0, 0), 3);
        double added = found[0] - OBJECT.val[0];
        assertThat(added).isBetween(-32.0, 32.0).isNotZero();
        assertThat(found[1] - OBJECT.val[1]).isCloseTo(added, within(0.6));
        assertThat(found[2] - OBJECT.val[2]).isCloseTo(added, within(0.6));
    }

    @Test
    void saturationKeepsTheGreyValueAndContrastTheRatios() {
        double[] saturated = colourAfter(new Colour(1, 0, 0, 0.5, 0), 5);
        assertThat(grey(saturated)).isCloseTo(grey(OBJECT.val), within(1.0));
        double[] contrasted = colourAfter(new Colour(1, 0, 0.5, 0, 0), 5);
        assertThat(contrasted[0] / contrasted[1]).isCloseTo(OBJECT.val[0] / OBJECT.val[1], within(0.02));
    }

    @Test
    void hueKeepsTheGreyValueAndAFullTurnChangesNothing() {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(grey(colourAfter(new Colour(1, 0, 0, 0, 180), seed))).isCloseTo(grey(OBJECT.val), within(1.0));
        }
        assertThat(colourAfter(new Colour(1, 0, 0, 0, 0), 1))
                .containsExactly(Arrays.copyOf(OBJECT.val, 3), within(0.6));
    }

    private static double grey(double[] rgb) {
        return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
    }

    @Test
    void probabilityZeroChangesNothing() {
        assertThat(colourAfter(new Colour(0, 32, 0.5, 0.5, 18), 1))
                .containsExactly(Arrays.copyOf(OBJECT.val, 3), within(1e-4));
    }
}
