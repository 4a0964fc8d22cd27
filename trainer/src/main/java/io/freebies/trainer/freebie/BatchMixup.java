package io.freebies.trainer.freebie;

import io.freebies.data.SeedTree;
import io.freebies.run.Range;
import io.freebies.trainer.loader.BatchTargets;
import io.freebies.trainer.loss.ClassShares;
import java.nio.FloatBuffer;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.Well19937c;

/**
 * The classifier's mixup (Zhang et al. 2017), as the reference pre-trains backbones with it (section 1.2): one ratio
 * {@code lambda} from Beta(alpha, alpha) for a batch; picture i of n becomes
 * {@code lambda picture[i] + (1 - lambda) picture[n - 1 - i]}, and its target likewise. Never switched off.
 *
 * @param alpha of the Beta distribution; the reference takes 0.2
 */
public record BatchMixup(@Range(min = 0.01, max = 100) double alpha) {
    /** The mixed targets of batches; mixes their images, too. */
    public BatchTargets<ClassShares> mixing(BatchTargets<ClassShares> plain, SeedTree seeds) {
        return (epoch, index, samples, images) -> {
            ClassShares targets = plain.of(epoch, index, samples, images);
            long draw = seeds.stream("batch mixup", epoch, index).nextLong();
            float lambda = (float) new BetaDistribution(new Well19937c(draw), alpha, alpha).sample();
            mix(images, samples.size(), lambda);
            mix(FloatBuffer.wrap(targets.rows().data()), samples.size(), lambda);
            return targets;
        };
    }

    /** Mixes each of {@code count} equally long pieces with its mirror image in the order, in place. */
    static void mix(FloatBuffer pieces, int count, float lambda) {
        int length = pieces.capacity() / count;
        for (int first = 0; first < count / 2; first++) {
            int a = first * length;
            int b = (count - 1 - first) * length;
            for (int i = 0; i < length; i++) {
                float one = pieces.get(a + i);
                float other = pieces.get(b + i);
                pieces.put(a + i, lambda * one + (1 - lambda) * other);
                pieces.put(b + i, lambda * other + (1 - lambda) * one);
            }
        }
    }
}
