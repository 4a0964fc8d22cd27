package io.freebies.score;

import io.freebies.box.Box;
import io.freebies.data.GroundTruth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Judges every detection and object, and says what the score would be with some kinds of errors mended. */
final class ErrorOracle {
    private static final double FOREGROUND = 0.5;
    private static final double BACKGROUND = 0.1;

    /** An object to find. */
    private static final class Wanted {
        private final GroundTruth truth;
        private boolean isTaken;
        private boolean isOfAnError;

        Wanted(GroundTruth truth) {
            this.truth = truth;
        }

        boolean isMissed() {
            return !isTaken && !isOfAnError;
        }
    }

    /** What is wrong with a miss, and the object that it should have hit, if any. */
    private record Fault(ErrorKind kind, Optional<Wanted> object) {}

    /** A detection that counts: a hit, unless it has a fault. */
    private record Judged(ImageDetection found, int order, Optional<Fault> fault) {
        int label() {
            return found.detection().label();
        }

        double score() {
            return found.detection().score();
        }
    }

    private final int classes;
    private final List<Wanted> wanted = new ArrayList<>();
    private final List<Judged> judged = new ArrayList<>();

    private ErrorOracle(int classes) {
        this.classes = classes;
    }

    /** Judges the detections of all images; arguments as {@link ErrorSplit#of}. */
    static ErrorOracle of(int classes, List<List<GroundTruth>> truths, List<ImageDetection> detections) {
        ErrorOracle oracle = new ErrorOracle(classes);
        List<List<Judged>> byImage =
                truths.stream().map(t -> (List<Judged>) new ArrayList<Judged>()).toList();
        for (int i = 0; i < detections.size(); i++) {
            ImageDetection found = detections.get(i);
            byImage.get(found.image()).add(new Judged(found, i, Optional.empty()));
        }
        for (int image = 0; image < truths.size(); image++) {
            byImage.get(image).sort(Comparator.comparingDouble(Judged::score).reversed());
            oracle.judge(byImage.get(image), truths.get(image));
        }
        // The reference's order: by falling score, then image, then as given.
        oracle.judged.sort(Comparator.comparingDouble(Judged::score)
                .reversed()
                .thenComparingInt(one -> one.found.image())
                .thenComparingInt(Judged::order));
        return oracle;
    }

    private void judge(List<Judged> ranked, List<GroundTruth> truths) {
        List<Wanted> here =
                truths.stream().filter(GroundTruth::isDemanded).map(Wanted::new).toList();
        wanted.addAll(here);
        List<Judged> misses = new ArrayList<>();
        ranked.stream().mapToInt(Judged::label).distinct().forEach(label -> {
            List<Judged> ofClass = ranked.stream()
                    .filter(one -> one.label() == label)
                    .limit(CocoMatching.MOST_DETECTIONS)
                    .toList();
            misses.addAll(match(
                    ofClass,
                    truths.stream().filter(t -> t.label() == label).toList(),
                    here.stream().filter(w -> w.truth.label() == label).toList()));
        });
        for (Judged miss : misses) {
            Fault fault = fault(miss, here);
            fault.object.ifPresent(object -> object.isOfAnError = true);
            judged.add(new Judged(miss.found, miss.order, Optional.of(fault)));
        }
    }

    /** Marks what is taken, keeps the hits and answers with the misses of one class and image. */
    private List<Judged> match(List<Judged> ranked, List<GroundTruth> truths, List<Wanted> here) {
        List<Box> boxes =
                ranked.stream().map(one -> one.found.detection().box()).toList();
        CocoImageMatching matching = new CocoImageMatching(boxes, truths, new double[] {FOREGROUND});
        int[] outcomes = matching.outcomes(AreaRange.ALL);
        boolean[] taken = matching.taken(AreaRange.ALL, 0);
        Iterator<Wanted> demanded = here.iterator();
        for (int truth = 0; truth < taken.length; truth++) {
            if (truths.get(truth).isDemanded()) {
                demanded.next().isTaken = taken[truth];
            }
        }
        List<Judged> misses = new ArrayList<>();
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i] == 0) {
                misses.add(ranked.get(i));
            } else if (outcomes[i] == 1) {
                judged.add(ranked.get(i));
            }
        }
        return misses;
    }

    /** In the order of the reference implementation's questions. */
    private static Fault fault(Judged miss, List<Wanted> here) {
        Optional<Wanted> own = nearest(miss, here, true);
        Optional<Wanted> other = nearest(miss, here, false);
        double ownOverlap = own.map(object -> overlap(miss, object)).orElse(0.0);
        double otherOverlap = other.map(object -> overlap(miss, object)).orElse(0.0);
        if (ownOverlap >= BACKGROUND && ownOverlap < FOREGROUND) {
            return new Fault(ErrorKind.LOCALISATION, own);
        }
        if (otherOverlap >= FOREGROUND) {
            return new Fault(ErrorKind.CLASS, other);
        }
        ErrorKind kind = ownOverlap >= FOREGROUND
                ? ErrorKind.DUPLICATE
                : otherOverlap > BACKGROUND ? ErrorKind.BOTH : ErrorKind.BACKGROUND;
        return new Fault(kind, Optional.empty());
    }

    /** The object that a detection overlaps most among those of its class, or of other classes. */
    private static Optional<Wanted> nearest(Judged miss, List<Wanted> here, boolean isOwn) {
        return here.stream()
                .filter(object -> (object.truth.label() == miss.label()) == isOwn)
                .max(Comparator.comparingDouble(object -> overlap(miss, object)));
    }

    private static double overlap(Judged miss, Wanted object) {
        return CocoImageMatching.overlap(miss.found.detection().box(), object.truth);
    }

    /** How many errors of a kind there are. */
    int count(ErrorKind kind) {
        if (kind == ErrorKind.MISSED) {
            return (int) wanted.stream().filter(Wanted::isMissed).count();
        }
        return (int) judged.stream()
                .flatMap(one -> one.fault.stream())
                .filter(fault -> fault.kind == kind)
                .count();
    }

    /** AP50, 0 to 1, with the errors of these kinds mended; NaN if there is nothing to find. */
    double averagePrecision(Set<ErrorKind> mended) {
        int[] positives = new int[classes];
        Set<Wanted> found = new HashSet<>();
        for (Wanted one : wanted) {
            boolean isDemanded = !(mended.contains(ErrorKind.MISSED) && one.isMissed());
            positives[one.truth.label()] += isDemanded ? 1 : 0;
            if (one.isTaken) {
                found.add(one);
            }
        }
        PrecisionRecall[] curves = Arrays.stream(positives)
                .mapToObj(count -> new PrecisionRecall(count, count))
                .toArray(PrecisionRecall[]::new);
        long[] counted = new long[classes];
        for (Judged one : judged) {
            OptionalInt hit = hit(one, mended, found);
            if (hit.isPresent()) {
                curves[hit.getAsInt()].hit(1, ++counted[hit.getAsInt()]);
            } else if (one.fault.filter(fault -> mended.contains(fault.kind)).isEmpty()) {
                counted[one.label()]++;
            }
        }
        return Evaluator.mean(IntStream.range(0, classes)
                .mapToDouble(label ->
                        positives[label] == 0 ? Double.NaN : curves[label].meanPrecisionAt(CocoEvaluator.RECALL_ARRAY))
                .toArray());
    }

    /** The class of which a detection is a hit, if it is one. */
    private static OptionalInt hit(Judged one, Set<ErrorKind> mended, Set<Wanted> found) {
        if (one.fault.isEmpty()) {
            return OptionalInt.of(one.label());
        }
        return one.fault
                .filter(fault -> mended.contains(fault.kind))
                .flatMap(Fault::object)
                .filter(found::add)
                .map(object -> OptionalInt.of(object.truth.label()))
                .orElse(OptionalInt.empty());
    }
}
