package io.freebies.image;

import io.freebies.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Finds the damage inside a picture that {@link Pictures#read} decodes all the same: libjpeg fills what it cannot read
 * with grey and only warns, where nobody listens.
 *
 * <p>JPEG: what the JDK's own libjpeg says about the entropy-coded data. Bytes that are lost or overwritten derail the
 * Huffman codes, so that a scan ends too early or too late, unless by chance the codes fall into step again at the right
 * block; a flipped bit that leaves them in step makes another legal picture and cannot be found. PNG: the checksum of
 * every chunk.
 */
public final class StrictDecoder {
    /** How libjpeg words what is wrong with the data; its other warnings and errors are about headers. */
    private static final List<String> DAMAGE =
            List.of("Corrupt JPEG data", "Premature end", "Unsupported marker type", "Truncated File");

    /** Every row is decoded, but only each sixteenth pixel is converted and stored. */
    private static final int SUBSAMPLING = 16;

    private static final int PNG_SIGNATURE_BYTES = 8;

    /** Length, type and checksum. */
    private static final int PNG_LEAST_CHUNK = 12;

    /** The type of the last chunk, IEND; what follows it only pads. */
    private static final int PNG_END = 0x49454E44;

    private StrictDecoder() {}

    /** What is wrong with a file, naming it, in one line; nothing if it is a whole picture. */
    public static Optional<String> damage(Path file) {
        try {
            PictureHeader.read(file);
            byte[] bytes = Files.readAllBytes(file);
            boolean isPng = bytes[0] == (byte) 0x89;
            Optional<String> found = isPng ? pngDamage(bytes) : jpegDamage(bytes);
            if (found.isPresent()) {
                return Optional.of(file + ": the picture's data is damaged (" + found.get()
                        + "); replace the file, or take it out of the data set");
            }
            Pictures.read(file).release();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(PictureHeader.unreadable(file, e).getMessage()));
        } catch (Failure e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> jpegDamage(byte[] bytes) throws IOException {
        List<String> warnings = new ArrayList<>();
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            reader.setInput(in, true, true);
            ImageReadParam thinned = reader.getDefaultReadParam();
            thinned.setSourceSubsampling(SUBSAMPLING, SUBSAMPLING, 0, 0);
            reader.readRaster(0, thinned);
        } catch (IIOException | RuntimeException e) {
            // Behind a damaged scan it comes upon what is no marker. It also fails on kinds of JPEG that OpenCV
            // decodes.
            warnings.add(String.valueOf(e.getMessage()));
        } finally {
            reader.dispose();
        }
        return warnings.stream()
                .filter(warning -> DAMAGE.stream().anyMatch(warning::startsWith))
                .findFirst();
    }

    /** Walks the chunks: length, type, content, CRC-32 of type and content (PNG specification, section 5.3). */
    private static Optional<String> pngDamage(byte[] bytes) {
        ByteBuffer png = ByteBuffer.wrap(bytes);
        int at = PNG_SIGNATURE_BYTES;
        while (at <= bytes.length - PNG_LEAST_CHUNK) {
            int length = png.getInt(at);
            if (length < 0 || length > bytes.length - at - PNG_LEAST_CHUNK) {
                break;
            }
            CRC32 sum = new CRC32();
            sum.update(bytes, at + 4, 4 + length);
            if (png.getInt(at + 8 + length) != (int) sum.getValue()) {
                return Optional.of("wrong checksum of the chunk at byte " + at);
            }
            if (png.getInt(at + 4) == PNG_END) {
                return Optional.empty();
            }
            at += PNG_LEAST_CHUNK + length;
        }
        return Optional.of("no whole chunk at byte " + at);
    }
}
