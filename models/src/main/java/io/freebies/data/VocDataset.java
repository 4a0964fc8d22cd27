package io.freebies.data;

import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.data.VocAnnotation.Parsed;
import io.freebies.data.VocAnnotation.VocObject;
import io.freebies.failure.DidYouMean;
import io.freebies.failure.Failure;
import io.freebies.image.PictureHeader;
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

    private VocDataset(VocFolder folder, List<String> classes, VocClasses annotations) {
        this.folder = folder;
        this.classes = classes;
        this.annotations = annotations;
    }

    /**
     * Reads one split, in the order of its file.
     *
     * @param source the data argument, for {@link Dataset#source()}
     * @param directory holds the data set, see {@link VocFolder#find}
     * @param wanted names by label; empty for those of the data set
     * @throws Failure (data) with all problems under {@link BadData#REFUSE}; under {@link BadData#SKIP} only where no
     *     image is left
     */
    static Dataset open(String source, Path directory, String split, BadData policy, List<String> wanted) {
        VocFolder folder = VocFolder.find(directory);
        List<String> names = folder.imagesOf(split);
        VocClasses annotations = new VocClasses(folder);
        List<String> classes = wanted.isEmpty() ? annotations.discover() : wanted;
        return new VocDataset(folder, classes, annotations).read(source, names, policy);
    }

    private Dataset read(String source, List<String> names, BadData policy) {
        ImageList images = new ImageList("voc " + folder.root(), policy);
        for (String name : names) {
            List<String> problems = new ArrayList<>();
            images.add(image(name, problems), problems);
        }
        return images.toDataset(source, classes);
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
            width = annotation.width();
            height = annotation.height();
            for (VocObject object : annotation.objects()) {
                objects.add(groundTruth(object, width, height, file, problems));
            }
        }
        checkPicture(picture, width, height, file, problems);
        return new LabelledImage(name, picture, width, height, objects);
    }

    private static void checkPicture(Path picture, int width, int height, Path file, List<String> problems) {
        try {
            PictureHeader header = PictureHeader.read(picture);
            if (width > 0 && (header.width() != width || header.height() != height)) {
                problems.add(file + ": expected the picture's size " + header.width() + " x " + header.height()
                        + ", found " + width + " x " + height);
            }
        } catch (Failure e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private GroundTruth groundTruth(VocObject object, int width, int height, Path file, List<String> problems) {
        String where = file + ": object " + object.number() + " (" + object.name() + "): ";
        int label = classes.indexOf(object.name());
        if (label < 0) {
            problems.add(where + "expected a class of " + classes + ", found '" + object.name() + "'"
                    + DidYouMean.hint(object.name(), classes));
        }
        Box box = BoxFormat.fromVoc(object.xmin(), object.ymin(), object.xmax(), object.ymax());
        Optional<Box> inside = BoxInPicture.clip(box, width, height);
        String corners = object.xmin() + ", " + object.ymin() + ", " + object.xmax() + ", " + object.ymax();
        if (object.xmin() > object.xmax() || object.ymin() > object.ymax()) {
            problems.add(where + "expected xmin <= xmax and ymin <= ymax, found the box " + corners);
        } else if (inside.isEmpty()) {
            problems.add(
                    where + "expected a box inside the picture of " + width + " x " + height + ", found " + corners);
        }
        Box kept = inside.orElse(box);
        return new GroundTruth(kept, label, kept.area(), object.difficult(), false);
    }
}
