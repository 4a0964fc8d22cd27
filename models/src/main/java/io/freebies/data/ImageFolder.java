package io.freebies.data;

import io.freebies.image.Pictures;
import org.opencv.core.Mat;

/**
 * Pictures on disk.
 *
 * @param pictures with one object each, which fills its picture
 */
public record ImageFolder(Dataset pictures) implements ClassifiedPictures {
    @Override
    public int size() {
        return pictures.images().size();
    }

    @Override
    public String id(int index) {
        return pictures.images().get(index).id();
    }

    @Override
    public int label(int index) {
        return pictures.images().get(index).objects().get(0).label();
    }

    @Override
    public Mat read(int index) {
        return Pictures.read(pictures.images().get(index).file());
    }
}
