package io.freebies.trainer.loader;

import io.freebies.data.Dataset;
import io.freebies.data.LabelledImage;
import io.freebies.image.Pictures;
import io.freebies.trainer.augment.PictureSource;
import io.freebies.trainer.augment.TrainingObject;
import io.freebies.trainer.augment.TrainingPicture;
import java.util.List;

/**
 * A data set's pictures, decoded on demand. Difficult objects are learned from like others (reference section 9);
 * crowds are not.
 *
 * @param dataset in its own order
 */
public record DatasetPictures(Dataset dataset) implements PictureSource {
    @Override
    public int size() {
        return dataset.images().size();
    }

    @Override
    public TrainingPicture read(int index) {
        LabelledImage image = dataset.images().get(index);
        List<TrainingObject> objects = image.objects().stream()
                .filter(o -> !o.crowd())
                .map(o -> new TrainingObject(o.box(), o.label(), 1))
                .toList();
        return new TrainingPicture(Pictures.read(image.file()), objects);
    }
}
