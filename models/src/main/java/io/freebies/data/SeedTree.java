package io.freebies.data;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Named random streams: an independent generator for every (purpose, epoch, index). Nothing is shared between
 * streams, so switching one freebie on never changes the draws of another, the number of loader threads changes
 * nothing, and any point of a run can be entered again.
 */
public final class SeedTree {
    private final long root;

    /** All streams of a run follow from its one seed. */
    public SeedTree(long seed) {
        this.root = mix(seed);
    }

    /** The generator for one draw; a new, equal one on each call. */
    public SplittableRandom stream(String purpose, long epoch, long index) {
        long h = root;
        for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
            h = mix(h ^ b);
        }
        h = mix(h ^ purpose.length());
        h = mix(h ^ epoch);
        return new SplittableRandom(mix(h ^ index));
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014) after one golden-ratio step: a bijection on 64 bits. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
