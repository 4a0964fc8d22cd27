package io.freebies.trainer.loader;

import io.freebies.trainer.augment.PictureSource;
import io.freebies.trainer.augment.TrainingPicture;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.opencv.core.Mat;

/**
 * Pictures that stay decoded once they were read, the first to come until their pixels fill a number of bytes; the
 * others are decoded each time. What is read is the same either way. Nobody may write into the pixels; releasing them
 * is as ever. Used by many threads.
 */
public final class KeptPictures implements PictureSource {
    private final PictureSource source;
    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final Map<Integer, TrainingPicture> kept = new ConcurrentHashMap<>();

    /**
     * Nothing kept yet.
     *
     * @param mostBytes of pixels, in native memory
     */
    public KeptPictures(PictureSource source, long mostBytes) {
        this.source = source;
        this.mostBytes = mostBytes;
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public TrainingPicture read(int index) {
        TrainingPicture picture = kept.get(index);
        if (picture == null) {
            picture = source.read(index);
            if (!takesRoom(picture.pixels())) {
                return picture;
            }
            // Of two threads that read the same picture at once, both keep the same pixels; the later replaces.
            kept.put(index, picture);
        }
        return new TrainingPicture(lent(picture.pixels()), picture.objects());
    }

    /** Whether there was room for the pixels; it is taken then. */
    private boolean takesRoom(Mat pixels) {
        long size = pixels.total() * pixels.elemSize();
        if (bytes.addAndGet(size) <= mostBytes) {
            return true;
        }
        bytes.addAndGet(-size);
        return false;
    }

    /** The same pixels under a handle of their own: they live until the last of their handles is released. */
    private static Mat lent(Mat pixels) {
        return pixels.submat(0, pixels.rows(), 0, pixels.cols());
    }
}
