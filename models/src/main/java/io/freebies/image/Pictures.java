package io.freebies.image;

import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Picture files. In memory a picture is an 8-bit matrix [height, width, 3] of type CV_8UC3, channels R, G, B. */
public final class Pictures {
    private static final int JPEG_QUALITY = 95;

    private Pictures() {}

    /**
     * Decodes a JPEG or PNG; grey becomes three equal channels, transparency is dropped. EXIF rotation is ignored,
     * because boxes refer to the pixels as stored.
     *
     * @throws Failure (data) if the file is missing, unreadable, empty, truncated or corrupt
     */
    public static Mat read(Path file) {
        PictureHeader header = PictureHeader.read(file);
        OpenCv.load();
        Mat picture = decode(bytes(file));
        if (picture.cols() != header.width() || picture.rows() != header.height()) {
            throw Failure.data(file + ": the picture is corrupt and cannot be decoded; replace the file, or take it out"
                    + " of the data set");
        }
        Imgproc.cvtColor(picture, picture, Imgproc.COLOR_BGR2RGB);
        return picture;
    }

    /** The pixels, channels B, G, R; an empty matrix if there is no decoding them. */
    private static Mat decode(byte[] file) {
        MatOfByte bytes = new MatOfByte(file);
        try {
            return Imgcodecs.imdecode(bytes, Imgcodecs.IMREAD_COLOR | Imgcodecs.IMREAD_IGNORE_ORIENTATION);
        } catch (CvException e) {
            return new Mat();
        } finally {
            bytes.release();
        }
    }

    /**
     * Encodes by the extension: {@code .png}, or {@code .jpg} and {@code .jpeg} with quality 95.
     *
     * @param rgb CV_8UC3, channels R, G, B; not changed
     * @throws Failure (usage) for another extension; (environment) if the place cannot be written
     */
    public static void write(Path file, Mat rgb) {
        write(file, rgb, JPEG_QUALITY);
    }

    /**
     * Encodes with a JPEG quality of one's own.
     *
     * @param quality 1 to 100; without effect on a PNG
     * @throws Failure as {@link #write(Path, Mat)}
     */
    public static void write(Path file, Mat rgb, int quality) {
        OpenCv.load();
        Mat bgr = new Mat();
        MatOfByte bytes = new MatOfByte();
        Imgproc.cvtColor(rgb, bgr, Imgproc.COLOR_RGB2BGR);
        Imgcodecs.imencode(extension(file), bgr, bytes, new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, quality));
        try {
            Files.write(file, bytes.toArray());
        } catch (IOException e) {
            throw Failure.environment(
                    "cannot write " + file + " (" + e + "); choose a folder you may write to, with enough room", e);
        } finally {
            bgr.release();
            bytes.release();
        }
    }

    /**
     * A picture of given pixels.
     *
     * @param rgb {@code height * width * 3} bytes, row by row, R, G, B interleaved; copied
     */
    public static Mat of(byte[] rgb, int width, int height) {
        OpenCv.load();
        Mat picture = new Mat(height, width, CvType.CV_8UC3);
        picture.put(0, 0, rgb);
        return picture;
    }

    /** The pixels of a picture: {@code height * width * 3} bytes, row by row, R, G, B interleaved. */
    public static byte[] bytes(Mat rgb) {
        byte[] bytes = new byte[rgb.rows() * rgb.cols() * 3];
        rgb.get(0, 0, bytes);
        return bytes;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw PictureHeader.unreadable(file, e);
        }
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String extension = name.substring(Math.max(0, name.lastIndexOf('.')));
        return switch (extension) {
            case ".png", ".jpg", ".jpeg" -> extension;
            default ->
                throw Failure.usage(
                        file + ": expected a picture name ending in .png, .jpg or .jpeg, found '" + extension + "'");
        };
    }
}
