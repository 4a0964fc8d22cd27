package io.freebies.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Pictures whose head and end are intact and whose data in between is not. */
public final class DamagedPicture {
    private DamagedPicture() {}

    /** Writes a JPEG that lacks the middle half of its bytes, all of them entropy-coded data. */
    public static void write(Path jpeg, int width, int height) throws IOException {
        byte[] pixels = new byte[width * height * 3];
        new Random(1).nextBytes(pixels);
        Pictures.write(jpeg, Pictures.of(pixels, width, height));
        byte[] whole = Files.readAllBytes(jpeg);
        int quarter = whole.length / 4;
        byte[] damaged = Arrays.copyOf(whole, 2 * quarter);
        System.arraycopy(whole, whole.length - quarter, damaged, quarter, quarter);
        Files.write(jpeg, damaged);
    }
}
