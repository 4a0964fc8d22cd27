package io.freebies.trainer.loader;

import io.freebies.trainer.loss.YoloTargets;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What one step learns from.
 *
 * @param epoch counted from 0
 * @param index counted from 0 within the epoch
 * @param size side of the input in pixels
 * @param images direct, native order, [B, 3, size, size], RGB, 0 to 1 apart from colour distortion
 * @param targets what the network should answer
 * @param ids the pictures, for messages; of a mixed pair the first
 */
public record Batch(int epoch, int index, int size, ByteBuffer images, YoloTargets targets, List<String> ids) {
    /** Pictures in the batch. */
    public int pictures() {
        return ids.size();
    }
}
