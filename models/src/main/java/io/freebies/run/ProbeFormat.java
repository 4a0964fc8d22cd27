package io.freebies.run;

/**
 * What a probe holds, for the trainer that writes it and the verifier that reads it: a safetensors file with the
 * pictures {@link #IMAGES} [B, 3, S, S], the trained network's final answer {@link #ANSWER} [B, 4 + classes, N], each of
 * its raw heads whole under {@link #HEAD} and its name, and of every other value that the exported file has too a sample
 * [B, {@link #SAMPLES} at most] under {@link #STAGE} and its name. The last picture is blank, so that the answer to a
 * picture without objects is part of every probe.
 */
public final class ProbeFormat {
    /** The pictures. */
    public static final String IMAGES = "images";
    /** The final answer. */
    public static final String ANSWER = "output0";
    /** Before the name of a raw head. */
    public static final String HEAD = "head/";
    /** Before the name of a value in between. */
    public static final String STAGE = "stage/";
    /** Numbers in the sample of one picture's value: a wrong layer changes most of them, and a probe stays small. */
    public static final int SAMPLES = 256;

    /** Multiples of it, modulo 1, fill the interval evenly and never fall into step with rows or channels. */
    private static final double GOLDEN_RATIO = 0.618033988749895;

    private ProbeFormat() {}

    /** Which of a picture's numbers are in its sample; all of them, in order, if they are few. */
    public static int[] places(int numbers) {
        int[] places = new int[Math.min(numbers, SAMPLES)];
        for (int i = 0; i < places.length; i++) {
            places[i] = numbers <= SAMPLES ? i : (int) ((i + 1) * GOLDEN_RATIO % 1 * numbers);
        }
        return places;
    }

    /** The sample of one picture's numbers. */
    public static float[] sample(float[] numbers) {
        int[] places = places(numbers.length);
        float[] sample = new float[places.length];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = numbers[places[i]];
        }
        return sample;
    }
}
