package io.freebies.trainer.loader;

import io.freebies.data.SeedTree;
import io.freebies.trainer.augment.PictureSource;
import io.freebies.trainer.augment.PictureTransform;
import io.freebies.trainer.augment.Pipeline;
import io.freebies.trainer.augment.Rendering;
import io.freebies.trainer.augment.Sample;
import io.freebies.trainer.augment.SampleMixer;
import io.freebies.trainer.augment.TrainingPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * From an index to a picture ready to batch: mixed, augmented, resized. Every operation has its own random stream, so
 * switching one off leaves the draws of the others as they were.
 *
 * @param pictures raw
 * @param mixer the baseline's, or mixup's
 * @param pipeline what is done to each
 * @param seeds of the run
 */
public record SampleMaker(PictureSource pictures, SampleMixer mixer, Pipeline pipeline, SeedTree seeds) {
    /** The sample of one index in one epoch at one input size: always the same. */
    public Sample make(int epoch, int index, int size) {
        TrainingPicture picture = mixer.mix(pictures, index, epoch, stream("mix", epoch, index));
        for (Map.Entry<String, PictureTransform> operation :
                pipeline.operations().entrySet()) {
            picture = operation.getValue().apply(picture, stream(operation.getKey(), epoch, index));
        }
        return new Rendering(size, pipeline.interpolation(), pipeline.flip())
                .apply(picture, stream("resize", epoch, index), stream("flip", epoch, index));
    }

    /** The indices of the pictures that the sample of one index is made of in one epoch; reads them. */
    List<Integer> sources(int epoch, int index) {
        List<Integer> sources = new ArrayList<>();
        PictureSource noting = new PictureSource() {
            @Override
            public int size() {
                return pictures.size();
            }

            @Override
            public TrainingPicture read(int source) {
                sources.add(source);
                return pictures.read(source);
            }
        };
        mixer.mix(noting, index, epoch, stream("mix", epoch, index)).pixels().release();
        return sources;
    }

    private SplittableRandom stream(String purpose, int epoch, int index) {
        return seeds.stream(purpose, epoch, index);
    }
}
