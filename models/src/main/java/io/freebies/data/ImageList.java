package io.freebies.data;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.image.PictureHeader;
import io.freebies.image.StrictDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a reader finds, image by image: the good ones, and the problems of the others as the policy says. */
final class ImageList {
    private final String where;
    private final Purpose purpose;
    private final BadData policy;
    private final List<LabelledImage> images = new ArrayList<>();
    private final List<String> bad = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    /**
     * An empty list.
     *
     * @param where format and folder, for messages
     */
    ImageList(String where, Purpose purpose, BadData policy) {
        this.where = where;
        this.purpose = purpose;
        this.policy = policy;
    }

    /**
     * Adds one image.
     *
     * @param problems one line each, naming the file; the image is good only without any
     */
    void add(LabelledImage image, List<String> problems) {
        List<String> all = new ArrayList<>(problems);
        if (!ids.add(image.id())) {
            all.add("image " + image.id() + " is listed twice in its split");
        }
        if (all.isEmpty()) {
            images.add(image);
        } else if (policy == BadData.SKIP) {
            bad.add(String.join("; ", all));
        } else {
            bad.addAll(all);
        }
    }

    /**
     * Compares a picture's head and tail with what its annotation says.
     *
     * @param width pixels; 0 if the annotation does not say
     * @param height pixels; 0 likewise
     * @param annotation where it says so, for messages
     * @param problems gets one line for each
     */
    static void checkPicture(Path picture, int width, int height, String annotation, List<String> problems) {
        try {
            PictureHeader header = PictureHeader.read(picture);
            if (width > 0 && (header.width() != width || header.height() != height)) {
                problems.add(annotation + ": expected the picture's size " + header.width() + " x " + header.height()
                        + ", found " + width + " x " + height);
            }
        } catch (Failure e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    /** Adds a problem that belongs to no image of the list. */
    void add(String problem) {
        bad.add(problem);
    }

    /**
     * The good images.
     *
     * @throws Failure (data) with all problems under {@link BadData#REFUSE}; under {@link BadData#SKIP} only where no
     *     image is left
     */
    Dataset toDataset(String source, List<String> classes, List<Long> categoryIds) {
        if (policy == BadData.SKIP && purpose != Purpose.SCORING) {
            leaveOutDamaged();
        }
        if (!bad.isEmpty() && (policy == BadData.REFUSE || images.isEmpty())) {
            throw refusal();
        }
        return new Dataset(source, classes, images, bad, categoryIds);
    }

    /** Decodes all pictures on all cores; a header does not show what is broken in the middle. */
    private void leaveOutDamaged() {
        List<Optional<String>> damage = images.parallelStream()
                .map(image -> StrictDecoder.damage(image.file()))
                .toList();
        for (int i = images.size() - 1; i >= 0; i--) {
            if (damage.get(i).isPresent()) {
                images.remove(i);
            }
        }
        damage.forEach(found -> found.ifPresent(bad::add));
    }

    private Failure refusal() {
        String advice = policy == BadData.SKIP
                ? "no image is left"
                : "mend these files, or leave the images out with --skip-bad";
        return Failure.ofAll(ExitCode.DATA, where + " (" + advice + ")", bad);
    }
}
