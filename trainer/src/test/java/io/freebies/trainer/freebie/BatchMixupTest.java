package io.freebies.trainer.freebie;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.data.SeedTree;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.trainer.loader.BatchTargets;
import io.freebies.trainer.loss.ClassShares;
import java.nio.FloatBuffer;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class BatchMixupTest {
    private static final BatchTargets<ClassShares> PLAIN = (epoch, index, samples, images) ->
            new ClassShares(new Tensor(Shape.of(3, 2), new float[] {1, 0, 0, 1, 0, 1}));

    @Test
    void eachPictureIsMixedWithItsMirrorImageInTheBatch() {
        float[] pieces = {1, 2, 10, 20, 100, 200};
        BatchMixup.mix(FloatBuffer.wrap(pieces), 3, 0.75f);
        assertThat(pieces).containsExactly(25.75f, 51.5f, 10, 20, 75.25f, 150.5f);
    }

    @Test
    void imagesAndTargetsAreMixedAlikeByOneRatioABatch() {
        BatchTargets<ClassShares> mixing = new BatchMixup(0.2).mixing(PLAIN, new SeedTree(1));
        double least = 1;
        for (int index = 0; index < 50; index++) {
            float[] images = {1, 5, 0};
            ClassShares targets = mixing.of(2, index, Collections.nCopies(3, null), FloatBuffer.wrap(images));
            float lambda = images[0];
            assertThat(targets.rows().data()).containsExactly(lambda, 1 - lambda, 0, 1, 1 - lambda, lambda);
            assertThat(images[1]).isEqualTo(5);
            least = Math.min(least, Math.min(lambda, 1 - lambda));
        }
        assertThat(least).as("Beta(0.2, 0.2) has most of its mass at the ends").isLessThan(0.001);
    }

    @Test
    void theSameBatchIsMixedTheSameWay() {
        BatchTargets<ClassShares> mixing = new BatchMixup(1).mixing(PLAIN, new SeedTree(1));
        float[] one = {1, 0, 0};
        float[] again = {1, 0, 0};
        float[] other = {1, 0, 0};
        mixing.of(2, 7, Collections.nCopies(3, null), FloatBuffer.wrap(one));
        mixing.of(2, 7, Collections.nCopies(3, null), FloatBuffer.wrap(again));
        mixing.of(3, 7, Collections.nCopies(3, null), FloatBuffer.wrap(other));
        assertThat(again).isEqualTo(one).isNotEqualTo(other);
    }
}
