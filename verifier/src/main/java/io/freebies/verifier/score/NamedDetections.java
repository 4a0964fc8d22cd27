package io.freebies.verifier.score;

import io.freebies.box.Detection;
import io.freebies.data.BadData;
import io.freebies.data.Dataset;
import io.freebies.failure.DidYouMean;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.score.ImageDetection;
import io.freebies.verifier.score.Names.Name;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Detections as a file names their pictures and classes. What the names mean, a data set says, so that both can be read
 * at the same time.
 */
public final class NamedDetections {
    private static final int NONE = -1;

    private final Path file;
    private final List<Name> images;
    private final List<Name> classes;
    private final List<ImageDetection> detections;
    private final List<String> problems;

    /**
     * Takes over its lists.
     *
     * @param detections images and labels are places in the lists of names
     * @param problems of single entries, one line each
     */
    NamedDetections(
            Path file, List<Name> images, List<Name> classes, List<ImageDetection> detections, List<String> problems) {
        this.file = file;
        this.images = images;
        this.classes = classes;
        this.detections = detections;
        this.problems = problems;
    }

    /**
     * The detections under a data set's labels.
     *
     * @param policy whether entries that are wrong, and those in pictures or of classes that the data set has not, are
     *     refused or skipped; an unknown class is wrong only where the data set lists its classes, as COCO does
     * @throws Failure (data) listing all that is refused, or if skipping leaves none
     */
    public DatasetDetections in(Dataset data, BadData policy) {
        int[] imageNumbers = images(data);
        int[] labels = labels(data);
        int[] strayImages = new int[imageNumbers.length];
        int[] strayClasses = new int[labels.length];
        List<ImageDetection> known = new ArrayList<>(detections.size());
        for (ImageDetection one : detections) {
            Detection detection = one.detection();
            int image = imageNumbers[one.image()];
            int label = labels[detection.label()];
            if (image != NONE && label != NONE) {
                known.add(new ImageDetection(image, new Detection(detection.box(), label, detection.score())));
            }
            strayImages[one.image()] += image == NONE ? 1 : 0;
            strayClasses[detection.label()] += image != NONE && label == NONE ? 1 : 0;
        }
        Map<String, Integer> others = new TreeMap<>();
        List<String> bad = new ArrayList<>(problems);
        for (int i = 0; i < strayImages.length; i++) {
            if (strayImages[i] > 0) {
                bad.add(images.get(i).place() + ": " + wrongImage(images.get(i), data, strayImages[i]));
            }
        }
        for (int i = 0; i < strayClasses.length; i++) {
            if (strayClasses[i] > 0 && data.categoryIds().isEmpty()) {
                others.put(classes.get(i).text(), strayClasses[i]);
            } else if (strayClasses[i] > 0) {
                bad.add(classes.get(i).place() + ": " + wrongClass(classes.get(i), data, strayClasses[i]));
            }
        }
        if (!bad.isEmpty() && policy == BadData.REFUSE) {
            throw Failure.ofAll(ExitCode.DATA, file.toString(), bad);
        }
        if (!bad.isEmpty() && known.isEmpty() && others.isEmpty()) {
            throw Failure.ofAll(
                    ExitCode.DATA, file + ": expected detections for " + data.source() + ", found not one", bad);
        }
        return new DatasetDetections(known, others, bad);
    }

    private int[] images(Dataset data) {
        Map<String, Integer> known = new HashMap<>();
        data.images().forEach(image -> known.put(image.id(), known.size()));
        return images.stream()
                .mapToInt(name -> isForeign(name, data) ? NONE : known.getOrDefault(name.text(), NONE))
                .toArray();
    }

    /** Whether it is a number and the data set has names only. */
    private static boolean isForeign(Name name, Dataset data) {
        return name.isNumber() && data.categoryIds().isEmpty();
    }

    private static String wrongImage(Name name, Dataset data, int count) {
        if (isForeign(name, data)) {
            return "expected image and class by name, as " + data.source() + " has no numbers, found image_id"
                    + inAll(count);
        }
        return "expected an image of " + data.source() + ", found " + name.shown() + inAll(count);
    }

    private int[] labels(Dataset data) {
        Map<String, Integer> known = new HashMap<>();
        data.classes().forEach(name -> known.put(name, known.size()));
        Map<String, Integer> numbered = new HashMap<>();
        data.categoryIds().forEach(id -> numbered.put(id.toString(), numbered.size()));
        return classes.stream()
                .mapToInt(name -> (name.isNumber() ? numbered : known).getOrDefault(name.text(), NONE))
                .toArray();
    }

    private static String wrongClass(Name name, Dataset data, int count) {
        return "expected a class of " + data.source() + ", " + (name.isNumber() ? data.categoryIds() : data.classes())
                + ", found " + name.shown() + inAll(count)
                + (name.isNumber() ? "" : DidYouMean.hint(name.text(), data.classes()));
    }

    private static String inAll(int count) {
        return " in " + count + (count == 1 ? " detection" : " detections");
    }
}
