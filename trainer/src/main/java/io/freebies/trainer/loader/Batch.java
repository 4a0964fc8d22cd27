package io.freebies.trainer.loader;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What one step learns from.
 *
 * @param epoch counted from 0
 * @param index counted from 0 within the epoch
 * @param size side of the input in pixels
 * @param images direct, native order, [B, 3, size, size], RGB, 0 to 1 apart from colour distortion
 * @param targets what the network should answer, in the form that the loss takes
 * @param ids the pictures, for messages; of a mixed pair the first
 * @param <T> the form
 */
public record Batch<T>(int epoch, int index, int size, ByteBuffer images, T targets, List<String> ids) {
    /** Pictures in the batch. */
    public int pictures() {
        return ids.size();
    }
}
