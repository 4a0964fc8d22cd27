package io.freebies.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What one replica learns from in a step.
 *
 * @param pictures at least one
 * @param images makes them on a replica's device, [pictures, 3, size, size]
 * @param targets of the same pictures
 * @param <T> the form of the targets
 */
record Part<T>(int pictures, Function<NDManager, NDArray> images, T targets) {
    /** How many pictures each of so many parts has, as equal as can be, the larger ones first. */
    static List<Integer> sizes(int pictures, int parts) {
        List<Integer> sizes = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            sizes.add(pictures / parts + (part < pictures % parts ? 1 : 0));
        }
        return sizes;
    }
}
