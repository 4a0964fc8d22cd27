package io.freebies.trainer.freebie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freebies.trainer.augment.TrainingObject;
import io.freebies.trainer.augment.TrainingPicture;
import io.freebies.trainer.loader.DrawnPictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;

class MixupTest {
    private final DrawnPictures pictures = new DrawnPictures(6);
    private final Mixup mixup = new Mixup(Optional.of(1.5), Optional.of(1.5), Optional.empty(), Optional.empty(), 2);

    private TrainingPicture mixed(int index, long seed) {
        return mixup.mixer(10, 6).mix(pictures, index, 0, new SplittableRandom(seed));
    }

    @Test
    void everyObjectKeepsItsBoxAndCarriesItsPicturesRatio() {
        for (long seed = 0; seed < 50; seed++) {
            List<TrainingObject> objects = mixed(2, seed).objects();
            assertThat(objects).hasSize(2);
            assertThat(objects.get(0).box())
                    .isEqualTo(pictures.read(2).objects().get(0).box());
            double lambda = objects.get(0).weight();
            assertThat(lambda).isBetween(0.0, 1.0);
            assertThat(objects.get(1).weight()).isCloseTo(1 - lambda, within(1e-12));
        }
    }

    @Test
    void pixelsAreTheWeightedSumOnACanvasThatHoldsBoth() {
        for (long seed = 0; seed < 20; seed++) {
            TrainingPicture result = mixed(5, seed);
            double lambda = result.objects().get(0).weight();
            // Picture 5 is the tallest, so the canvas is its size and every row below the other is dimmed by lambda.
            assertThat(result.height()).isEqualTo(pictures.read(5).height());
            double[] alone = pictures.read(5).pixels().get(result.height() - 1, 0);
            double[] found = result.pixels().get(result.height() - 1, 0);
            for (int channel = 0; channel < 3; channel++) {
                assertThat(found[channel]).isCloseTo(alone[channel] * lambda, within(0.5));
            }
            double[] corner = result.pixels().get(0, 79);
            // Two roundings to 8 bits.
            assertThat(corner[1]).isCloseTo(90, within(1.0));
        }
    }

    @Test
    void aPictureIsNeverMixedWithItself() {
        for (long seed = 0; seed < 100; seed++) {
            List<TrainingObject> objects = mixed(3, seed).objects();
            assertThat(objects.get(1).box()).isNotEqualTo(objects.get(0).box());
        }
    }

    @Test
    void ratiosFollowTheBetaDistribution() {
        SummaryStatistics ratios = new SummaryStatistics();
        for (long seed = 0; seed < 3000; seed++) {
            ratios.addValue(mixed(0, seed).objects().get(0).weight());
        }
        // Beta(1.5, 1.5): mean 1/2, variance 1/16; five standard errors of 3,000 draws.
        assertThat(ratios.getMean()).isCloseTo(0.5, within(0.023));
        assertThat(ratios.getVariance()).isCloseTo(1.0 / 16, within(0.006));
    }

    @Test
    void theLastEpochsSeeRealPicturesOnly() {
        List<Integer> counts = new ArrayList<>();
        for (int epoch = 0; epoch < 10; epoch++) {
            counts.add(mixup.mixer(10, 6)
                    .mix(pictures, 1, epoch, new SplittableRandom(epoch))
                    .objects()
                    .size());
        }
        assertThat(counts).containsExactly(2, 2, 2, 2, 2, 2, 2, 2, 1, 1);
    }

    private List<Double> weights(Optional<Mixup.Loss> loss) {
        Mixup even = new Mixup(Optional.empty(), Optional.empty(), Optional.of(0.25), loss, 0);
        TrainingPicture picture = even.mixer(1, 6).mix(pictures, 5, 0, new SplittableRandom(3));
        assertThat(picture.pixels().get(64, 0)[0]).isCloseTo(50 * 0.25, within(0.5));
        return picture.objects().stream().map(TrainingObject::weight).toList();
    }

    @Test
    void aFixedRatioIsEveryPicturesAndTheLossMayCountObjectsInFull() {
        assertThat(weights(Optional.empty())).containsExactly(0.25, 0.75);
        assertThat(weights(Optional.of(Mixup.Loss.WEIGHTED))).containsExactly(0.25, 0.75);
        assertThat(weights(Optional.of(Mixup.Loss.UNWEIGHTED))).containsExactly(1.0, 1.0);
    }

    @Test
    void neitherBothKindsOfRatioNorNoneAreAccepted() {
        Optional<Double> some = Optional.of(0.5);
        Optional<Double> none = Optional.empty();
        for (var kinds : List.of(
                List.of(none, none, none),
                List.of(some, some, some),
                List.of(some, none, none),
                List.of(some, none, some))) {
            assertThatThrownBy(() -> new Mixup(kinds.get(0), kinds.get(1), kinds.get(2), Optional.empty(), 0))
                    .hasMessageContaining("expected alpha and beta, or fixed_ratio alone");
        }
    }

    @Test
    void mixupThatWouldNeverMixIsRefused() {
        assertThatThrownBy(() -> mixup.mixer(2, 6)).hasMessageContaining("nothing is ever mixed");
        assertThatThrownBy(() -> mixup.mixer(10, 1)).hasMessageContaining("at least two pictures");
    }
}
