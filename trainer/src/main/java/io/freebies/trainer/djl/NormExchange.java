package io.freebies.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import io.freebies.graph.Op;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Phaser;
import java.util.stream.IntStream;

/**
 * Norms of one step that normalise by the whole batch, whose parts are on several replicas (Peng et al. 2017, MegDet,
 * section 3.2). At each norm every replica gives mean and variance of its part, the first one merges them, and all
 * normalise by the result. The replicas' graphs become one, whose gradient is that of a single replica with all pictures.
 *
 * <p>The engine adds up the gradients that reach an array in an order that depends on how much each thread has done since
 * it was started. Here an array has at most two uses, or one whose gradient waits for the other's; with more, a run that
 * goes on from a checkpoint would be rounded differently.
 *
 * <p>Numbers that the way back needs are arrays of the step's. A plain number's array lives in memory that the garbage
 * collector may have given away by then.
 */
final class NormExchange {
    private static final int[] ALL_BUT_CHANNELS = {0, 2, 3};

    private final List<NDManager> scopes;
    private final int[] pictures;
    private final Phaser meeting;
    private final NDArray[] given;
    private final NDArray[] merged;

    /**
     * An exchange for one step.
     *
     * @param scopes one per replica, which own what is made there
     * @param pictures of each replica's part
     */
    NormExchange(List<NDManager> scopes, List<Integer> pictures) {
        this.scopes = scopes;
        this.pictures = pictures.stream().mapToInt(part -> part).toArray();
        this.meeting = new Phaser(scopes.size());
        this.given = new NDArray[scopes.size()];
        this.merged = new NDArray[scopes.size()];
    }

    /**
     * The norms of one replica. All replicas' threads ask for the same layers in the same order. Only the first one's
     * running statistics move, as a single replica's would.
     */
    Norms of(int replica) {
        return (op, x, mean, variance, scale, shift) -> {
            long channels = x.getShape().get(1);
            float perChannel = (float) x.size() / channels;
            NDArray count = x.getManager().create(perChannel);
            NDArray own = x.sum(ALL_BUT_CHANNELS).div(count);
            NDArray centred = x.sub(own.reshape(1, channels, 1, 1));
            NDArray squares = centred.square();
            NDArray deviation = squares.sum(ALL_BUT_CHANNELS).div(count);
            squares.close();
            given[replica] = NDArrays.stack(new NDList(own, deviation));
            meet();
            if (replica == 0) {
                merged[0] = merge();
                for (int other = 1; other < merged.length; other++) {
                    merged[other] = copy(merged[other - 1], scopes.get(other));
                }
                follow(op, merged[0].stopGradient(), (double) perChannel / pictures[0] * total(), mean, variance);
            }
            meet();
            NDList whole = merged[replica].split(2);
            NDArray factor = whole.get(1)
                    .flatten()
                    .add((float) op.epsilon())
                    .pow(x.getManager().create(-0.5f))
                    .mul(scale);
            NDArray offset = own.sub(whole.get(0).flatten()).mul(factor).add(shift);
            return affine(centred, factor, offset);
        };
    }

    /** Mean and variance [2, C] of the whole from those of its parts. */
    private NDArray merge() {
        NDManager scope = scopes.get(0);
        NDList parts = new NDList();
        for (NDArray part : given) {
            parts.add(copy(part, scope));
        }
        float[] shares = new float[pictures.length];
        IntStream.range(0, shares.length).forEach(i -> shares[i] = (float) pictures[i] / total());
        NDArray share = scope.create(shares, new Shape(shares.length, 1, 1));
        NDList halves = NDArrays.stack(parts).split(2, 1);
        NDArray means = halves.get(0);
        NDArray mean = means.mul(share).sum(new int[] {0});
        NDArray between = means.sub(mean).square();
        NDArray variance = halves.get(1).add(between).mul(share).sum(new int[] {0});
        return mean.concat(variance, 0);
    }

    private int total() {
        return Arrays.stream(pictures).sum();
    }

    /** Moves the running statistics; the variance as the engine does, by the unbiased one. */
    private static void follow(Op.BatchNormalization op, NDArray whole, double count, NDArray mean, NDArray variance) {
        float kept = (float) op.momentum();
        NDList halves = whole.split(2);
        mean.muli(kept).addi(halves.get(0).flatten().mul(1 - kept));
        variance.muli(kept).addi(halves.get(1).flatten().mul((1 - kept) * count / (count - 1)));
    }

    /** Per channel {@code factor x + offset}, by the engine's one operator for that: a norm whose statistics are 0 and 1. */
    private static NDArray affine(NDArray x, NDArray factor, NDArray offset) {
        NDManager scope = x.getManager();
        NDArray zeros = scope.zeros(factor.getShape());
        NDArray ones = scope.ones(factor.getShape());
        return BatchNorm.batchNorm(x, zeros, ones, factor, offset, 1, 1, 0, false)
                .singletonOrThrow();
    }

    /** A copy on another manager's device that gradients pass; the engine's {@code toDevice} lets none through. */
    static NDArray copy(NDArray array, NDManager to) {
        NDArray copy = to.zeros(array.getShape());
        copy.set(new NDIndex("..."), array);
        return copy;
    }

    private void meet() {
        if (meeting.arriveAndAwaitAdvance() < 0) {
            throw new CancellationException("another replica failed");
        }
    }

    /** Lets all that wait, or will, fail. */
    void release() {
        meeting.forceTermination();
    }
}
