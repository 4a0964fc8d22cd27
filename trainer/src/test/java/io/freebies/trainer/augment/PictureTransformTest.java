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
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

class PictureTransformTest {
    private static final Scalar GROUND = new Scalar(20, 40, 60);
    private static final Scalar OBJECT = new Scalar(200, 100, 50);

    @BeforeAll
    static void load() {
        OpenCv.load();
    }

    /** A plain picture with one filled rectangle, which is the object. */
    private static TrainingPicture picture(int width, int height, Rect object) {
        Mat pixels = new Mat(height, width, CvType.CV_32FC3, GROUND);
        Imgproc.rectangle(pixels, object, OBJECT, Imgproc.FILLED);
        Box box = new Box(object.x, object.y, object.x + object.width, object.y + object.height);
        return new TrainingPicture(pixels, List.of(new TrainingObject(box, 3, 0.6)));
    }

    /** The box of the pixels that are nearer to the object's colour than to anything else. */
    private static Box coloured(Mat pixels) {
        Mat mask = new Mat();
        Core.inRange(pixels, new Scalar(150, 70, 30), new Scalar(250, 130, 70), mask);
        Rect rect = Imgproc.boundingRect(mask);
        return new Box(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height);
    }

    private static void assertSameBox(Box found, Box expected, double tolerance) {
        assertThat(found.x1()).isCloseTo(expected.x1(), within(tolerance));
        assertThat(found.y1()).isCloseTo(expected.y1(), within(tolerance));
        assertThat(found.x2()).isCloseTo(expected.x2(), within(tolerance));
        assertThat(found.y2()).isCloseTo(expected.y2(), within(tolerance));
    }

    @Test
    void boxesFollowTheirPixelsThroughExpansionAndCrop() {
        for (CropRule rule : CropRule.values()) {
            ExpandAndCrop transform =
                    new ExpandAndCrop(Optional.of(new Expand(0.7, 3)), Optional.of(new Crop(rule, 0.3)));
            for (int seed = 0; seed < 200; seed++) {
                TrainingPicture result =
                        transform.apply(picture(120, 90, new Rect(40, 30, 31, 23)), new SplittableRandom(seed));
                assertThat(result.objects()).hasSize(1);
                assertSameBox(result.objects().get(0).box(), coloured(result.pixels()), 1e-9);
                assertThat(result.objects().get(0).weight()).isEqualTo(0.6);
                assertThat(result.objects().get(0).label()).isEqualTo(3);
            }
        }
    }

    @Test
    void boxesFollowTheirPixelsThroughResizingAndFlipping() {
        for (int seed = 0; seed < 50; seed++) {
            TrainingPicture result = new ResizeTo(128, Interpolation.RANDOM)
                    .apply(picture(120, 90, new Rect(40, 30, 31, 23)), new SplittableRandom(seed));
            result = new Flip(0.5).apply(result, new SplittableRandom(seed));
            assertThat(result.width()).isEqualTo(128);
            assertThat(result.height()).isEqualTo(128);
            assertSameBox(result.objects().get(0).box(), coloured(result.pixels()), 1.5);
        }
    }

    @Test
    void smallBoxesLeaveTheEveryRuleLittleButTheWholePictureAndTheFreeCrop() {
        Crop every = new Crop(CropRule.EVERY, 0.3);
        TrainingPicture small = picture(400, 400, new Rect(196, 196, 8, 8));
        int whole = 0;
        for (int seed = 0; seed < 100; seed++) {
            TrainingPicture result = new ExpandAndCrop(Optional.empty(), Optional.of(every))
                    .apply(new TrainingPicture(small.pixels().clone(), small.objects()), new SplittableRandom(seed));
            whole += result.width() == 400 && result.height() == 400 ? 1 : 0;
        }
        // Two candidates are left; the free one is passed over when it misses the box.
        assertThat(whole).isBetween(40, 95);
    }

    @Test
    void aPictureWithoutObjectsIsCroppedAllTheSame() {
        TrainingPicture empty = new TrainingPicture(new Mat(90, 120, CvType.CV_32FC3, GROUND), List.of());
        TrainingPicture result = new ExpandAndCrop(Optional.empty(), Optional.of(new Crop(CropRule.SOME, 0.3)))
                .apply(empty, new SplittableRandom(1));
        assertThat(result.objects()).isEmpty();
        assertThat(result.width() * result.height()).isLessThan(120 * 90);
    }

    @Test
    void absentExpansionAndCropLeaveThePictureAsItIs() {
        TrainingPicture before = picture(120, 90, new Rect(40, 30, 31, 23));
        assertThat(new ExpandAndCrop(Optional.empty(), Optional.empty()).apply(before, new SplittableRandom(0)))
                .isSameAs(before);
    }

    private static double[] colourAfter(Colour colour, int seed) {
        TrainingPicture result =
                new ColourJitter(colour).apply(picture(4, 4, new Rect(0, 0, 4, 4)), new SplittableRandom(seed));
        return result.pixels().get(1, 1);
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
        assertThat(colourAfter(new Colour(0, 32, 0.5, 0.5, 18), 1)).containsExactly(Arrays.copyOf(OBJECT.val, 3));
    }
}
