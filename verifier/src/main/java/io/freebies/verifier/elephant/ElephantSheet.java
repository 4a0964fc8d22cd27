package io.freebies.verifier.elephant;

import io.freebies.box.Box;
import io.freebies.box.Detection;
import io.freebies.image.Annotate;
import io.freebies.image.ContactSheet;
import io.freebies.image.Pictures;
import io.freebies.image.Resize;
import io.freebies.verifier.elephant.Elephant.Pair;
import io.freebies.verifier.runtime.OnnxDetector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.opencv.core.Mat;

/**
 * The pictures in which most detections of the two models together flip, one row each, in the place where most do: the
 * baseline without and with the alien, then the candidate.
 */
final class ElephantSheet {
    private static final int MOST_PICTURES = 6;
    private static final int COLUMNS = 4;
    private static final int SIDE = 360;
    private static final Comparator<Effect> MOST_SHAKEN_FIRST = Comparator.comparingInt(Effect::flips)
            .thenComparingDouble(Effect::drop)
            .reversed();

    private final Elephant elephant;
    private final List<Mat> pictures = new ArrayList<>();
    private final List<String> captions = new ArrayList<>();

    private ElephantSheet(Elephant elephant) {
        this.elephant = elephant;
    }

    static void write(Elephant elephant, Path file) {
        ElephantSheet sheet = new ElephantSheet(elephant);
        Aliens aliens = new Aliens(elephant.data());
        IntStream.range(0, elephant.trials().size())
                .boxed()
                .sorted(Comparator.comparing(sheet::most, MOST_SHAKEN_FIRST))
                .limit(MOST_PICTURES)
                .forEach(picture -> sheet.add(aliens, picture));
        Mat drawn = ContactSheet.of(sheet.pictures, sheet.captions, COLUMNS);
        Pictures.write(file, drawn);
        drawn.release();
        sheet.pictures.forEach(Mat::release);
    }

    /** The greatest effect that the alien has in one place of a picture. */
    private Effect most(int picture) {
        return elephant.trials().get(picture).effect(worst(picture));
    }

    private int worst(int picture) {
        Pair pair = elephant.trials().get(picture);
        return IntStream.range(0, elephant.steps() * elephant.steps())
                .boxed()
                .min(Comparator.comparing(pair::effect, MOST_SHAKEN_FIRST))
                .orElseThrow();
    }

    private void add(Aliens aliens, int index) {
        int worst = worst(index);
        Pair pair = elephant.trials().get(index);
        String id = elephant.data().images().get(index).id();
        try (Scene scene = Scene.of(elephant.data(), aliens, index)) {
            Box place = scene.places(elephant.steps()).get(worst);
            Mat beside = scene.with(place);
            add(elephant.baseline(), scene.picture(), "baseline: " + id);
            add(
                    elephant.baseline(),
                    beside,
                    caption(scene, pair.baseline().effects().get(worst)));
            add(elephant.candidate(), scene.picture(), "candidate: " + id);
            add(
                    elephant.candidate(),
                    beside,
                    caption(scene, pair.candidate().effects().get(worst)));
            beside.release();
        }
    }

    private static String caption(Scene scene, Effect effect) {
        return "+ " + scene.alien().name() + ": " + effect.flips() + " of " + effect.others() + " others flip";
    }

    private void add(OnnxDetector detector, Mat picture, String caption) {
        List<Detection> detections = detector.detect(
                        List.of(detector.adapter().input().prepare(picture)))
                .get(0);
        double scale = (double) SIDE / Math.max(picture.cols(), picture.rows());
        Mat small = Resize.to(picture, (int) Math.max(1, Math.round(scale * picture.cols())), (int)
                Math.max(1, Math.round(scale * picture.rows())));
        List<Detection> sure = detections.stream()
                .filter(d -> d.score() > elephant.threshold())
                .map(d -> new Detection(d.box().scale(scale, scale), d.label(), d.score()))
                .toList();
        pictures.add(Annotate.draw(small, sure, detector.classes()));
        captions.add(caption);
        small.release();
    }
}
