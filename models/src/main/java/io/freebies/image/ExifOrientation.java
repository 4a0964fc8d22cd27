package io.freebies.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a JPEG asks to be turned for display (EXIF 2.3, tag 274). {@link Pictures#read} does not turn it, while many
 * annotation programs do.
 */
public final class ExifOrientation {
    /** Shown as stored. */
    public static final int UPRIGHT = 1;

    /** Cameras write the tag into the first segments. */
    private static final int HEAD = 1 << 16;

    private static final int APP1 = 0xE1;
    private static final int ORIENTATION = 0x112;
    private static final int ENTRY = 12;

    private ExifOrientation() {}

    /** 1 to 8 as EXIF numbers them; {@link #UPRIGHT} for a file that does not say, or cannot be read. */
    public static int of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return inJpeg(ByteBuffer.wrap(in.readNBytes(HEAD)));
        } catch (IOException | IndexOutOfBoundsException e) {
            return UPRIGHT;
        }
    }

    private static int inJpeg(ByteBuffer head) {
        int at = 2;
        while ((head.getShort(0) & 0xFFFF) == 0xFFD8 && (head.get(at) & 0xFF) == 0xFF) {
            int marker = head.get(at + 1) & 0xFF;
            boolean isExif = marker == APP1 && head.getInt(at + 4) == 0x45786966; // "Exif"
            if (isExif || marker == 0xDA) {
                return isExif ? inTiff(head.slice(at + 10, head.capacity() - at - 10)) : UPRIGHT;
            }
            at += 2 + (head.getShort(at + 2) & 0xFFFF);
        }
        return UPRIGHT;
    }

    /** The tag in the first directory: entries of tag, type, count and value. */
    private static int inTiff(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY;
            if ((tiff.getShort(entry) & 0xFFFF) == ORIENTATION) {
                int value = tiff.getShort(entry + 8);
                return value >= 1 && value <= 8 ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
