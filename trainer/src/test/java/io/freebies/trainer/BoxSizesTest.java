package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freebies.box.AnchorSize;
import io.freebies.box.Box;
import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.SeedTree;
import io.freebies.failure.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoxSizesTest {
    private static final List<AnchorSize> TRUE_SIZES =
            List.of(new AnchorSize(10, 12), new AnchorSize(40, 20), new AnchorSize(90, 150));

    @Test
    void separateClustersAreFoundExactly() {
        List<GroundTruth> objects = new ArrayList<>();
        for (AnchorSize size : TRUE_SIZES) {
            for (double spread : new double[] {0.95, 1, 1.05}) {
                objects.add(object(spread * size.width(), spread * size.height()));
            }
        }
        BoxSizes boxes = BoxSizes.of(dataset(objects), 200);
        List<AnchorSize> fitted = boxes.fit(3, new SeedTree(0), 5);
        assertThat(fitted).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(fitted.get(i).width()).isEqualTo(TRUE_SIZES.get(i).width(), within(1e-9));
            assertThat(fitted.get(i).height()).isEqualTo(TRUE_SIZES.get(i).height(), within(1e-9));
        }
    }

    @Test
    void asManyAnchorsAsSizesFitPerfectly() {
        BoxSizes boxes = BoxSizes.of(
                dataset(TRUE_SIZES.stream()
                        .map(s -> object(s.width(), s.height()))
                        .toList()),
                200);
        List<AnchorSize> fitted = boxes.fit(3, new SeedTree(1), 1);
        assertThat(boxes.meanBestIou(fitted)).isEqualTo(1, within(1e-12));
        assertThat(boxes.recall(fitted, 0.99)).isEqualTo(1);
    }

    @Test
    void boxesAreStretchedWithTheirPictureToTheInput() {
        LabelledImage wide =
                new LabelledImage("a", Path.of("a.jpg"), 200, 400, List.of(object(100, 100), object(50, 25)));
        BoxSizes boxes = BoxSizes.of(new Dataset("made", List.of("cat"), List.of(wide), List.of()), 400);
        assertThat(boxes.meanBestIou(List.of(new AnchorSize(200, 100), new AnchorSize(100, 25))))
                .isEqualTo(1);
        assertThat(boxes.recall(List.of(new AnchorSize(200, 100)), 0.5)).isEqualTo(0.5);
    }

    @Test
    void theSameSeedGivesTheSameAnchorsAndMoreStartsNoWorseOnes() {
        SplittableRandom random = new SplittableRandom(4);
        List<GroundTruth> objects = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            objects.add(object(random.nextDouble(5, 150), random.nextDouble(5, 150)));
        }
        BoxSizes boxes = BoxSizes.of(dataset(objects), 416);
        List<AnchorSize> one = boxes.fit(9, new SeedTree(3), 1);
        assertThat(boxes.fit(9, new SeedTree(3), 1)).isEqualTo(one);
        assertThat(boxes.meanBestIou(boxes.fit(9, new SeedTree(3), 20))).isGreaterThanOrEqualTo(boxes.meanBestIou(one));
    }

    @Test
    void crowdsDoNotCountAndTooFewSizesAreRefused() {
        GroundTruth crowd = new GroundTruth(new Box(0, 0, 9, 9), 0, 81, false, true);
        BoxSizes boxes = BoxSizes.of(dataset(List.of(object(5, 5), object(5, 5), crowd)), 100);
        assertThat(boxes.count()).isEqualTo(2);
        assertThatThrownBy(() -> boxes.fit(2, new SeedTree(0), 1))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("expected boxes of at least 2 different sizes, found 1");
    }

    private static GroundTruth object(double width, double height) {
        return new GroundTruth(new Box(0, 0, width, height), 0);
    }

    /** One picture of 200 x 200 pixels. */
    private static Dataset dataset(List<GroundTruth> objects) {
        LabelledImage image = new LabelledImage("a", Path.of("a.jpg"), 200, 200, objects);
        return new Dataset("made", List.of("cat"), List.of(image), List.of());
    }
}
