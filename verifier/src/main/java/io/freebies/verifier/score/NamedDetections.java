package io.freebies.verifier.score;

import io.freebies.box.Detection;
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
     * @throws Failure (data) listing all entries that are wrong, and all pictures and classes that the data set has not
     */
    public DatasetDetections in(Dataset data) {
        List<String> found = new ArrayList<>(problems);
        int[] imageNumbers = images(data, found);
        int[] labels = labels(data, found);
        if (!found.isEmpty()) {
            throw Failure.ofAll(ExitCode.DATA, file.toString(), found);
        }
        List<ImageDetection> known = new ArrayList<>(detections.size());
        Map<String, Integer> others = new TreeMap<>();
        for (ImageDetection one : detections) {
            Detection detection = one.detection();
            int label = labels[detection.label()];
            if (label == NONE) {
                others.merge(classes.get(detection.label()).text(), 1, Integer::sum);
            } else {
                known.add(new ImageDetection(
                        imageNumbers[one.image()], new Detection(detection.box(), label, detection.score())));
            }
        }
        return new DatasetDetections(known, others);
    }

    private int[] images(Dataset data, List<String> found) {
        Map<String, Integer> known = new HashMap<>();
        data.images().forEach(image -> known.put(image.id(), known.size()));
        int[] numbers = new int[images.size()];
        for (int i = 0; i < numbers.length; i++) {
            Name name = images.get(i);
            numbers[i] = known.getOrDefault(name.text(), NONE);
            if (name.isNumber() && data.categoryIds().isEmpty()) {
                found.add(name.place() + ": expected image and class by name, as " + data.source()
                        + " has no numbers, found image_id");
            } else if (numbers[i] == NONE) {
                found.add(name.place() + ": expected an image of " + data.source() + ", found " + name.shown());
            }
        }
        return numbers;
    }

    /** COCO lists its classes; elsewhere a class that no object has is none of the data set's, but no mistake either. */
    private int[] labels(Dataset data, List<String> found) {
        Map<String, Integer> known = new HashMap<>();
        data.classes().forEach(name -> known.put(name, known.size()));
        Map<String, Integer> numbered = new HashMap<>();
        data.categoryIds().forEach(id -> numbered.put(id.toString(), numbered.size()));
        int[] labels = new int[classes.size()];
        for (int i = 0; i < labels.length; i++) {
            Name name = classes.get(i);
            labels[i] = (name.isNumber() ? numbered : known).getOrDefault(name.text(), NONE);
            if (labels[i] == NONE && !data.categoryIds().isEmpty()) {
                found.add(name.place() + ": expected a class of " + data.source() + ", "
                        + (name.isNumber() ? data.categoryIds() : data.classes()) + ", found " + name.shown()
                        + (name.isNumber() ? "" : DidYouMean.hint(name.text(), data.classes())));
            }
        }
        return labels;
    }
}
