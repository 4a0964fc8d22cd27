package io.freebies.data;

import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.data.VocAnnotation.Parsed;
import io.freebies.data.VocAnnotation.VocObject;
import io.freebies.failure.DidYouMean;
import io.freebies.failure.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads PASCAL VOC's layout (Everingham et al. 2010): {@code Annotations/*.xml}, {@code JPEGImages} and
 * {@code ImageSets/Main/SPLIT.txt}.
 *
 * <p>Everything that would stop a training hours later is found on opening: annotations are read whole, and of every
 * picture the head and the tail.
 */
final class VocDataset {
    private final VocFolder folder;
    private final List<String> classes;
    private final VocClasses annotations;
    private final Purpose purpose;

    private VocDataset(VocFolder folder, List<String> classes, VocClasses annotations, Purpose purpose) {
        this.folder = folder;
        this.classes = classes;
        this.annotations = annotations;
        this.purpose = purpose;
    }

    /**
     * Reads one split, in the order of its file.
     *
     * @param source the data argument, for {@link Dataset#source()}
     * @param directory holds the data set, see {@link VocFolder#find}
     * @throws Failure (data) with all problems under {@link BadData#REFUSE}; under {@link BadData#SKIP} only where no
     *     image is left
     */
    static Dataset open(String source, Path directory, String split, DataRequest request) {
        VocFolder folder = VocFolder.find(directory);
        List<String> names = folder.imagesOf(split);
        VocClasses annotations = new VocClasses(folder);
        List<String> classes = request.classes().isEmpty() ? annotations.discover() : request.classes();
        return new VocDataset(folder, classes, annotations, request.purpose()).read(source, names, request.policy());
    }

    private Dataset read(String source, List<String> names, BadData policy) {
        ImageList images = new ImageList("voc " + folder.root(), purpose, policy);
        for (String name : names) {
            List<String> problems = new ArrayList<>();
            images.add(image(name, problems), problems);
        }
        return images.toDataset(source, classes, List.of());
    }

    /** An image, complete only if it adds no problem. */
    private LabelledImage image(String name, List<String> problems) {
        Path picture = folder.picture(name);
        Parsed parsed = annotations.annotation(name);
        Path file = folder.root().relativize(folder.annotation(name));
        parsed.problems().forEach(p -> problems.add(file + ": " + p));
        int width = 0;
        int height = 0;
        List<GroundTruth> objects = new ArrayList<>();
        if (parsed.annotation().isPresent()) {
            VocAnnotation annotation = parsed.annotation().get();
            if (purpose != Purpose.SCORING) {
                annotation.sizeProblems().forEach(p -> problems.add(file + ": " + p));
            }
            width = annotation.width();
            height = annotation.height();
            for (VocObject object : annotation.objects()) {
                objects.add(groundTruth(object, width, height, file, problems));
            }
        }
        if (purpose != Purpose.SCORING) {
            ImageList.checkPicture(picture, width, height, file.toString(), problems);
        }
        return new LabelledImage(name, picture, width, height, objects);
    }

    private GroundTruth groundTruth(VocObject object, int width, int height, Path file, List<String> problems) {
        String where = file + ": object " + object.number() + " (" + object.name() + "): ";
        int label = classes.indexOf(object.name());
        if (label < 0) {
            problems.add(where + "expected a class of " + classes + ", found '" + object.name() + "'"
                    + DidYouMean.hint(object.name(), classes));
        }
        Box box = BoxFormat.fromVoc(object.xmin(), object.ymin(), object.xmax(), object.ymax());
        String corners = object.xmin() + ", " + object.ymin() + ", " + object.xmax() + ", " + object.ymax();
        boolean isClipped = purpose == Purpose.TRAINING && width > 0;
        Optional<Box> kept = isClipped ? BoxInPicture.clip(box, width, height) : Optional.of(box);
        if (object.xmin() > object.xmax() || object.ymin() > object.ymax()) {
            problems.add(where + "expected xmin <= xmax and ymin <= ymax, found the box " + corners);
        } else if (kept.isEmpty()) {
            problems.add(
                    where + "expected a box inside the picture of " + width + " x " + height + ", found " + corners);
        }
        Box used = kept.orElse(box);
        return new GroundTruth(used, label, used.area(), object.difficult(), false);
    }
}
