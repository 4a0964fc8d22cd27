package io.freebies.data;

import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.data.VocAnnotation.Parsed;
import io.freebies.data.VocAnnotation.VocObject;
import io.freebies.failure.DidYouMean;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.image.PictureHeader;
import io.freebies.image.Pictures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads PASCAL VOC's layout (Everingham et al. 2010): {@code Annotations/*.xml}, {@code JPEGImages} and
 * {@code ImageSets/Main/SPLIT.txt}.
 *
 * <p>Everything that would stop a training hours later is found on opening: annotations are read whole, and of every
 * picture the head and the tail.
 */
final class VocDataset {
    /** How far a box may reach beyond the border: annotations that count pixels from 0 do, and are clipped. */
    private static final double BORDER_TOLERANCE = 1;

    private static final int LISTED = 20;

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
        List<LabelledImage> images = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            List<String> problems = new ArrayList<>();
            LabelledImage image = image(name, problems);
            if (!seen.add(name)) {
                problems.add("image " + name + " is listed twice in its split");
            }
            if (problems.isEmpty()) {
                images.add(image);
            } else if (policy == BadData.SKIP) {
                bad.add(String.join("; ", problems));
            } else {
                bad.addAll(problems);
            }
        }
        if (policy == BadData.SKIP) {
            leaveOutUndecodable(images, bad);
        }
        if (!bad.isEmpty() && (policy == BadData.REFUSE || images.isEmpty())) {
            throw refusal(bad, policy);
        }
        return new Dataset(source, classes, images, bad);
    }

    /** Decodes all pictures on all cores; a header does not show what is broken in the middle. */
    private static void leaveOutUndecodable(List<LabelledImage> images, List<String> bad) {
        List<String> reasons = images.parallelStream()
                .map(image -> {
                    try {
                        Pictures.read(image.file()).release();
                        return "";
                    } catch (Failure e) {
                        return String.valueOf(e.getMessage());
                    }
                })
                .toList();
        for (int i = images.size() - 1; i >= 0; i--) {
            if (!reasons.get(i).isEmpty()) {
                images.remove(i);
            }
        }
        reasons.stream().filter(r -> !r.isEmpty()).forEach(bad::add);
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
        String corners = object.xmin() + ", " + object.ymin() + ", " + object.xmax() + ", " + object.ymax();
        Box clipped = box.clip(width, height);
        if (object.xmin() > object.xmax() || object.ymin() > object.ymax()) {
            problems.add(where + "expected xmin <= xmax and ymin <= ymax, found the box " + corners);
        } else if (reach(box, clipped) > BORDER_TOLERANCE || clipped.area() <= 0) {
            problems.add(
                    where + "expected a box inside the picture of " + width + " x " + height + ", found " + corners);
        }
        return new GroundTruth(clipped, label, clipped.area(), object.difficult(), false);
    }

    /** How far a box goes beyond its clipped self, in pixels. */
    private static double reach(Box box, Box clipped) {
        double horizontally = Math.max(clipped.x1() - box.x1(), box.x2() - clipped.x2());
        return Math.max(horizontally, Math.max(clipped.y1() - box.y1(), box.y2() - clipped.y2()));
    }

    private Failure refusal(List<String> problems, BadData policy) {
        String advice = policy == BadData.SKIP
                ? "no image is left"
                : "mend these files, or leave the images out with --skip-bad";
        String where = "voc " + folder.root() + " (" + advice + ")";
        if (problems.size() <= LISTED) {
            return Failure.ofAll(ExitCode.DATA, where, problems);
        }
        return Failure.data(where + ": " + problems.size() + " problems:\n  - "
                + String.join("\n  - ", problems.subList(0, LISTED)) + "\n  and " + (problems.size() - LISTED)
                + " more");
    }
}
