package io.freebies.data;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.image.StrictDecoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a reader finds, image by image: the good ones, and the problems of the others as the policy says. */
final class ImageList {
    private static final int LISTED = 20;

    private final String where;
    private final BadData policy;
    private final List<LabelledImage> images = new ArrayList<>();
    private final List<String> bad = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    /**
     * An empty list.
     *
     * @param where format and folder, for messages
     */
    ImageList(String where, BadData policy) {
        this.where = where;
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
     * The good images.
     *
     * @throws Failure (data) with all problems under {@link BadData#REFUSE}; under {@link BadData#SKIP} only where no
     *     image is left
     */
    Dataset toDataset(String source, List<String> classes) {
        if (policy == BadData.SKIP) {
            leaveOutDamaged();
        }
        if (!bad.isEmpty() && (policy == BadData.REFUSE || images.isEmpty())) {
            throw refusal();
        }
        return new Dataset(source, classes, images, bad);
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
        String heading = where + " (" + advice + ")";
        if (bad.size() <= LISTED) {
            return Failure.ofAll(ExitCode.DATA, heading, bad);
        }
        return Failure.data(heading + ": " + bad.size() + " problems:\n  - "
                + String.join("\n  - ", bad.subList(0, LISTED)) + "\n  and " + (bad.size() - LISTED) + " more");
    }
}
