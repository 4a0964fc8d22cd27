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
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * The pictures in which most detections of the two models together flip, one row each, in the place where most do: the
 * baseline without and with the alien, then the candidate. The alien is encircled, and what has
 * flipped crossed out.
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
        try (Scene scene = Scene.of(elephant.data(), aliens, index)) {
            Box place = scene.places(elephant.steps()).get(worst);
            Mat beside = scene.with(place);
            String id = elephant.data().images().get(index).id();
            add(elephant.baseline(), scene, beside, place, "baseline: " + id);
            add(elephant.candidate(), scene, beside, place, "candidate: " + id);
            beside.release();
        }
    }

    private void add(OnnxDetector detector, Scene scene, Mat withAlien, Box place, String caption) {
        List<Detection> alone = detect(detector, scene.picture());
        List<Detection> beside = detect(detector, withAlien);
        add(scene.picture(), alone, detector.classes());
        captions.add(caption);
        Mat drawn = add(withAlien, beside, detector.classes());
        double scale = scale(withAlien);
        encircle(drawn, place.scale(scale, scale));
        Effect.flipped(alone, beside, place, elephant.threshold())
                .forEach(d -> crossOut(drawn, d.box().scale(scale, scale)));
        Effect effect = Effect.of(alone, beside, place, elephant.threshold());
        captions.add("+ " + scene.alien().name() + ": " + effect.flips() + " of " + effect.others() + " others flip");
    }

    private static List<Detection> detect(OnnxDetector detector, Mat picture) {
        return detector.detect(List.of(detector.adapter().input().prepare(picture)))
                .get(0);
    }

    private static double scale(Mat picture) {
        return (double) SIDE / Math.max(picture.cols(), picture.rows());
    }

    private Mat add(Mat picture, List<Detection> detections, List<String> classes) {
        double scale = scale(picture);
        Mat small = Resize.to(picture, (int) Math.max(1, Math.round(scale * picture.cols())), (int)
                Math.max(1, Math.round(scale * picture.rows())));
        List<Detection> sure = detections.stream()
                .filter(d -> d.score() > elephant.threshold())
                .map(d -> new Detection(d.box().scale(scale, scale), d.label(), d.score()))
                .toList();
        Mat drawn = Annotate.draw(small, sure, classes);
        pictures.add(drawn);
        small.release();
        return drawn;
    }

    private static void crossOut(Mat picture, Box box) {
        Point topLeft = new Point(box.x1(), box.y1());
        Point bottomRight = new Point(box.x2(), box.y2());
        Point topRight = new Point(box.x2(), box.y1());
        Point bottomLeft = new Point(box.x1(), box.y2());
        inBlackOnWhite((colour, width) -> {
            Imgproc.line(picture, topLeft, bottomRight, colour, width, Imgproc.LINE_AA);
            Imgproc.line(picture, topRight, bottomLeft, colour, width, Imgproc.LINE_AA);
        });
    }

    private static void encircle(Mat picture, Box box) {
        Point centre = new Point(box.centerX(), box.centerY());
        Size axes = new Size(box.width() / 2, box.height() / 2);
        inBlackOnWhite(
                (colour, width) -> Imgproc.ellipse(picture, centre, axes, 0, 0, 360, colour, width, Imgproc.LINE_AA));
    }

    /** Draws twice, to be seen on any picture: in white, and narrower in black. */
    private static void inBlackOnWhite(ObjIntConsumer<Scalar> pen) {
        pen.accept(new Scalar(255, 255, 255), 4);
        pen.accept(new Scalar(0, 0, 0), 2);
    }
}
