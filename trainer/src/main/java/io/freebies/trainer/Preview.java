package io.freebies.trainer;

import io.freebies.box.Detection;
import io.freebies.data.Dataset;
import io.freebies.data.SeedTree;
import io.freebies.image.Annotate;
import io.freebies.image.ContactSheet;
import io.freebies.image.Pictures;
import io.freebies.run.Recipe;
import io.freebies.trainer.augment.PictureSource;
import io.freebies.trainer.augment.Pipeline;
import io.freebies.trainer.augment.Sample;
import io.freebies.trainer.augment.TrainingPicture;
import io.freebies.trainer.loader.DatasetPictures;
import io.freebies.trainer.loader.EpochOrder;
import io.freebies.trainer.loader.SampleMaker;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * The first samples of an epoch, exactly as that epoch of a run trains on them, drawn for people: mixed, augmented, at
 * the input size of their batch, with boxes, classes and loss weights (the paper's figures 2 and 3).
 *
 * @param recipe resolved
 * @param dataset to learn from
 * @param seed of the run
 */
record Preview(Recipe recipe, Dataset dataset, long seed) {
    private static final int COLUMNS = 4;

    /** Pictures smaller than this are enlarged, pixel by pixel, so that their labels can be read. */
    private static final int READABLE = 320;

    /**
     * A sample with what it is made of.
     *
     * @param ids of its pictures: one, or two that were mixed
     */
    record Tile(List<String> ids, Sample sample) {
        String caption() {
            return String.join(" + ", ids) + ", " + sample.size() + " pixels";
        }
    }

    /**
     * The samples drawn on one sheet.
     *
     * @param epoch counted from 0
     * @param count at least 1; fewer if the epoch has not so many
     */
    Mat sheet(int epoch, int count) {
        List<Tile> tiles = tiles(epoch, count);
        int largest = tiles.stream().mapToInt(tile -> tile.sample.size()).max().orElse(READABLE);
        int factor = Math.max(1, (READABLE + largest - 1) / largest);
        List<Mat> pictures =
                tiles.stream().map(tile -> drawn(tile.sample, factor)).toList();
        Mat sheet = ContactSheet.of(pictures, tiles.stream().map(Tile::caption).toList(), COLUMNS);
        pictures.forEach(Mat::release);
        return sheet;
    }

    List<Tile> tiles(int epoch, int count) {
        int all = dataset.images().size();
        SeedTree seeds = new SeedTree(seed);
        TrainingPlan plan = TrainingPlan.of(recipe, dataset.classes().size(), all, seeds);
        NotingPictures pictures = new NotingPictures(new DatasetPictures(dataset), new ArrayList<>());
        SampleMaker maker = new SampleMaker(
                pictures, plan.mixer(), Pipeline.of(recipe.data().augmentation()), seeds);
        int batchSize = Math.min(all, recipe.data().batchSize());
        int[] order = new EpochOrder(seeds, all).of(epoch);
        // The last batch is dropped if it is not full.
        int trained = all / batchSize * batchSize;
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < Math.min(count, trained); i++) {
            pictures.read.clear();
            Sample sample = maker.make(epoch, order[i], plan.inputSize().at(epoch, i / batchSize));
            List<String> ids = pictures.read.stream()
                    .map(index -> dataset.images().get(index).id())
                    .toList();
            tiles.add(new Tile(ids, sample));
        }
        return tiles;
    }

    /** Passes pictures on and notes which: a mixed sample is made of two. */
    private record NotingPictures(PictureSource source, List<Integer> read) implements PictureSource {
        @Override
        public int size() {
            return source.size();
        }

        @Override
        public TrainingPicture read(int index) {
            read.add(index);
            return source.read(index);
        }
    }

    private Mat drawn(Sample sample, int factor) {
        Mat picture = picture(sample);
        Mat enlarged = new Mat();
        double side = (double) factor * sample.size();
        Imgproc.resize(picture, enlarged, new Size(side, side), 0, 0, Imgproc.INTER_NEAREST);
        List<Detection> objects = sample.objects().stream()
                .map(o -> new Detection(o.box().scale(factor, factor), o.label(), o.weight()))
                .toList();
        Mat drawn = Annotate.draw(enlarged, objects, dataset.classes());
        picture.release();
        enlarged.release();
        return drawn;
    }

    /** The planes as pixels; what colour distortion has pushed beyond black and white is clipped. */
    private static Mat picture(Sample sample) {
        float[] planes = sample.planes().data();
        int plane = sample.size() * sample.size();
        byte[] pixels = new byte[3 * plane];
        for (int i = 0; i < pixels.length; i++) {
            float value = planes[i % 3 * plane + i / 3];
            pixels[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
        }
        return Pictures.of(pixels, sample.size(), sample.size());
    }
}
