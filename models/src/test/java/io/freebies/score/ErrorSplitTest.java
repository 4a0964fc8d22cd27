package io.freebies.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freebies.box.Box;
import io.freebies.box.Detection;
import io.freebies.data.GroundTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErrorSplitTest {
    private static final List<String> CLASSES = List.of("cat", "dog");
    private static final double ROUNDING = 1e-12;
    private static final int TRIALS = 60;

    private final Random random = new Random(7);

    private static Box square(int x, int y) {
        return new Box(x, y, x + 40, y + 40);
    }

    /** The picture of docs/errors.md. */
    private static ErrorSplit example() {
        List<GroundTruth> truths = List.of(
                new GroundTruth(square(0, 0), 0),
                new GroundTruth(square(100, 0), 1),
                new GroundTruth(square(200, 0), 0),
                new GroundTruth(square(0, 100), 1),
                new GroundTruth(square(100, 100), 1),
                new GroundTruth(square(200, 100), 0));
        List<Detection> detections = List.of(
                new Detection(square(0, 0), 0, .95),
                new Detection(square(2, 0), 0, .90),
                new Detection(square(100, 0), 0, .85),
                new Detection(square(200, 20), 0, .80),
                new Detection(square(300, 100), 1, .75),
                new Detection(square(0, 20), 1, .70),
                new Detection(square(100, 100), 1, .65),
                new Detection(square(200, 100), 0, .60));
        return ErrorSplit.of(CLASSES, List.of(truths), ImageDetection.ofImages(List.of(detections)));
    }

    @Test
    void theDocumentedExampleIsWhatComesOut() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "errors.md"));
        ErrorSplit split = example();
        assertThat(page).contains(String.format(Locale.ROOT, "AP50 is %.2f", 100 * split.averagePrecision50()));
        for (ErrorKind kind : ErrorKind.values()) {
            ErrorSplit.Loss loss = split.loss(kind);
            assertThat(page)
                    .contains(String.format(
                            Locale.ROOT,
                            "| %s | %d | %.2f |",
                            kind.word(),
                            loss.count(),
                            100 * loss.averagePrecision50()));
        }
    }

    @Test
    void eachKindCostsWhatTheOracleOfItsKindBrings() {
        ErrorSplit split = example();
        // Cats: hits at ranks 1 and 5 of 3 objects. Dogs: a hit at rank 3 of 3 objects. 101 points of recall: 34, 33,
        // 34.
        double cats = (34 + 33 * 2 / 5.0) / 101;
        double dogs = 34 / 3.0 / 101;
        assertThat(split.averagePrecision50()).isEqualTo((cats + dogs) / 2, within(ROUNDING));
        // The dog taken for a cat comes before all dogs; one wrong cat less.
        double named = (34 + 33 * 2 / 4.0 + 34 + 33 * 2 / 4.0) / 101 / 2;
        assertThat(split.loss(ErrorKind.CLASS).averagePrecision50())
                .isEqualTo(named - split.averagePrecision50(), within(ROUNDING));
        // The third cat is found at rank 4: precision 2/4 there, 3/5 at rank 5, which is better.
        double placed = ((34 + 67 * 3 / 5.0) / 101 + dogs) / 2;
        assertThat(split.loss(ErrorKind.LOCALISATION).averagePrecision50())
                .isEqualTo(placed - split.averagePrecision50(), within(ROUNDING));
        assertThat(split.losses().values()).allSatisfy(loss -> {
            assertThat(loss.count()).isOne();
            assertThat(loss.averagePrecision50()).isPositive();
        });
    }

    @Test
    void theScoreIsThatOfCocoAndNoMendingLowersIt() {
        for (int trial = 0; trial < TRIALS; trial++) {
            Scene scene = Scene.random(random, 6);
            List<ImageDetection> detections = ImageDetection.ofImages(scene.detections());
            ErrorSplit split = ErrorSplit.of(CLASSES, scene.truths(), detections);
            double score = CocoEvaluator.of(CLASSES, scene.truths(), detections)
                    .tables()
                    .stats()
                    .get(1);
            assertThat(split.averagePrecision50()).isEqualTo(score, within(ROUNDING));
            assertThat(split.losses()).hasSize(6);
            split.losses()
                    .values()
                    .forEach(loss -> assertThat(loss.averagePrecision50()).isGreaterThanOrEqualTo(-ROUNDING));
        }
    }

    @Test
    void withAllKindsMendedTheScoreIsOneAndMoreKindsNeverMendLess() {
        for (int trial = 0; trial < TRIALS; trial++) {
            Scene scene = Scene.random(random, 6);
            ErrorOracle oracle = ErrorOracle.of(2, scene.truths(), ImageDetection.ofImages(scene.detections()));
            Set<ErrorKind> mended = EnumSet.noneOf(ErrorKind.class);
            double before = oracle.averagePrecision(mended);
            List<ErrorKind> kinds = new ArrayList<>(List.of(ErrorKind.values()));
            Collections.shuffle(kinds, random);
            for (ErrorKind kind : kinds) {
                mended.add(kind);
                double after = oracle.averagePrecision(mended);
                // NaN where nothing is left to find, for which there is then no detection either.
                assertThat(after < before - ROUNDING).isFalse();
                before = after;
            }
            assertThat(Double.isNaN(before) || Math.abs(before - 1) < ROUNDING).isTrue();
        }
    }

    @Test
    void everyMissIsOneErrorAndEveryObjectIsFoundOrSomeErrors() {
        for (int trial = 0; trial < TRIALS; trial++) {
            Scene scene = Scene.random(random, 6);
            List<List<GroundTruth>> truths = scene.truths().stream()
                    .map(objects ->
                            objects.stream().filter(GroundTruth::isDemanded).toList())
                    .toList();
            List<ImageDetection> detections = ImageDetection.ofImages(scene.detections());
            ErrorSplit split = ErrorSplit.of(CLASSES, truths, detections);
            int errors = split.losses().values().stream()
                    .mapToInt(ErrorSplit.Loss::count)
                    .sum();
            int missed = split.loss(ErrorKind.MISSED).count();
            int objects = truths.stream().mapToInt(List::size).sum();
            int hits = detections.size() - (errors - missed);
            int aimed = split.loss(ErrorKind.CLASS).count()
                    + split.loss(ErrorKind.LOCALISATION).count();
            assertThat(hits + missed).isBetween(objects - aimed, objects);
        }
    }

    @Test
    void theOrderOfImagesChangesNothing() {
        for (int trial = 0; trial < TRIALS; trial++) {
            Scene scene = Scene.random(random, 6);
            List<List<GroundTruth>> truths = new ArrayList<>(scene.truths());
            List<List<Detection>> detections = new ArrayList<>(scene.detections());
            Collections.reverse(truths);
            Collections.reverse(detections);
            ErrorSplit reversed = ErrorSplit.of(CLASSES, truths, ImageDetection.ofImages(detections));
            ErrorSplit split = ErrorSplit.of(CLASSES, scene.truths(), ImageDetection.ofImages(scene.detections()));
            for (ErrorKind kind : ErrorKind.values()) {
                assertThat(reversed.loss(kind).count())
                        .isEqualTo(split.loss(kind).count());
                assertThat(reversed.loss(kind).averagePrecision50())
                        .isEqualTo(split.loss(kind).averagePrecision50(), within(ROUNDING));
            }
        }
    }

    @Test
    void aPerfectDetectorHasNoErrorsAndABlindOneMissesAll() {
        Scene scene = Scene.random(random, 30);
        ErrorSplit perfect =
                ErrorSplit.of(CLASSES, scene.truths(), ImageDetection.ofImages(Scene.perfect(random, scene.truths())));
        assertThat(perfect.averagePrecision50()).isEqualTo(1, within(ROUNDING));
        assertThat(perfect.losses().values()).containsOnly(new ErrorSplit.Loss(0, 0));
        ErrorSplit blind = ErrorSplit.of(CLASSES, scene.truths(), List.of());
        assertThat(blind.averagePrecision50()).isZero();
        assertThat(blind.loss(ErrorKind.MISSED).count()).isEqualTo((int) scene.truths().stream()
                .flatMap(List::stream)
                .filter(GroundTruth::isDemanded)
                .count());
    }

    @Test
    void ofSeveralErrorsAboutOneObjectTheSurestIsMended() {
        List<GroundTruth> truths = List.of(new GroundTruth(square(0, 0), 0));
        ErrorSplit split = ErrorSplit.of(
                CLASSES,
                List.of(truths),
                ImageDetection.ofImages(
                        List.of(List.of(new Detection(square(20, 0), 0, .9), new Detection(square(0, 20), 0, .8)))));
        assertThat(split.loss(ErrorKind.LOCALISATION)).isEqualTo(new ErrorSplit.Loss(2, 1));
        assertThat(split.loss(ErrorKind.MISSED)).isEqualTo(new ErrorSplit.Loss(0, 0));
    }
}
