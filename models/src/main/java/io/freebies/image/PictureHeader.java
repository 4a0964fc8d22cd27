package io.freebies.image;

import io.freebies.failure.Failure;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What a JPEG or PNG file says of itself without being decoded: a few reads at its head and its tail.
 *
 * <p>It also shows truncation, which OpenCV's decoder tolerates: a whole JPEG ends with the marker FF D9, a whole PNG
 * with the chunk IEND; bytes that only pad may follow.
 *
 * @param width pixels as stored, before any EXIF rotation
 * @param height pixels as stored
 */
public record PictureHeader(int width, int height) {
    private static final String REPLACE = "; replace the file, or take it out of the data set";
    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int TAIL = 4096;

    /**
     * Reads the header.
     *
     * @throws Failure (data) if the file is missing, unreadable, empty, neither JPEG nor PNG, or truncated
     */
    public static PictureHeader read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw missing(file);
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            if (in.length() == 0) {
                throw Failure.data(file + ": expected a picture, found an empty file" + REPLACE);
            }
            return read(in, file);
        } catch (EOFException e) {
            throw truncated(file, e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static Failure missing(Path file) {
        return Failure.data(file + ": no such picture; check the path");
    }

    static Failure unreadable(Path file, IOException e) {
        return e instanceof NoSuchFileException
                ? missing(file)
                : Failure.data(file + ": cannot be read (" + e.getMessage() + "); check its permissions", e);
    }

    private static Failure truncated(Path file, Throwable... cause) {
        return Failure.data(file + ": the picture is truncated, its end is missing" + REPLACE, cause);
    }

    private static PictureHeader read(RandomAccessFile in, Path file) throws IOException {
        long first = in.length() < 8 ? 0 : in.readLong();
        if (first >>> 48 == 0xFFD8) {
            PictureHeader header = jpeg(in, file);
            if (!endsWith(in, 0xFF, 0xD9) && !hasEndMarker(in)) {
                throw truncated(file);
            }
            return header;
        }
        if (first == PNG_SIGNATURE) {
            in.seek(16);
            PictureHeader header = new PictureHeader(in.readInt(), in.readInt());
            if (!endsWith(in, 'I', 'E', 'N', 'D', 0xAE, 0x42, 0x60, 0x82)) {
                throw truncated(file);
            }
            return header;
        }
        throw Failure.data(file + ": expected a JPEG or PNG picture, found something else" + REPLACE);
    }

    /** Walks the segments up to the frame header (SOF0 to SOF15 without DHT, JPG and DAC; ITU T.81, table B.1). */
    private static PictureHeader jpeg(RandomAccessFile in, Path file) throws IOException {
        in.seek(2);
        while (true) {
            int marker = nextMarker(in);
            if (marker < 0) {
                throw Failure.data(file + ": the JPEG header is damaged at byte " + in.getFilePointer() + REPLACE);
            }
            long body = in.getFilePointer();
            int length = in.readUnsignedShort();
            if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                in.readUnsignedByte();
                int height = in.readUnsignedShort();
                return new PictureHeader(in.readUnsignedShort(), height);
            }
            in.seek(body + length);
        }
    }

    /** The marker at the file pointer, which may be filled up with FF; -1 if there is none. */
    private static int nextMarker(RandomAccessFile in) throws IOException {
        if (in.readUnsignedByte() != 0xFF) {
            return -1;
        }
        int marker = in.readUnsignedByte();
        while (marker == 0xFF) {
            marker = in.readUnsignedByte();
        }
        return marker;
    }

    /** Whether these bytes are the last ones that do not pad. */
    private static boolean endsWith(RandomAccessFile in, int... expected) throws IOException {
        byte[] tail = new byte[(int) Math.min(in.length(), TAIL)];
        in.seek(in.length() - tail.length);
        in.readFully(tail);
        int end = tail.length;
        while (end > 0 && isPadding(tail[end - 1])) {
            end--;
        }
        if (end < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((tail[end - expected.length + i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPadding(byte value) {
        return value == 0 || value == '\n' || value == '\r' || value == ' ' || value == (byte) 0xFF;
    }

    /**
     * Whether an end marker follows the first scan: some cameras append data of their own behind it. Within a scan FF D9
     * cannot occur by chance, because FF is stuffed with 00 there.
     */
    private static boolean hasEndMarker(RandomAccessFile in) throws IOException {
        in.seek(2);
        int marker = nextMarker(in);
        while (marker >= 0 && marker != 0xDA) {
            long body = in.getFilePointer();
            in.seek(body + in.readUnsignedShort());
            marker = nextMarker(in);
        }
        byte[] rest = new byte[(int) Math.min(in.length() - in.getFilePointer(), Integer.MAX_VALUE - 8)];
        in.readFully(rest);
        for (int i = 0; i + 1 < rest.length; i++) {
            if (rest[i] == (byte) 0xFF && rest[i + 1] == (byte) 0xD9) {
                return true;
            }
        }
        return false;
    }
}
