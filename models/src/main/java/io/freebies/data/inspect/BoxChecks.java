package io.freebies.data.inspect;

import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.Splits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Boxes that are legal and probably mistakes. Those that are not legal, the reader refuses. */
final class BoxChecks {
    /** Two boxes that overlap as much are the same box, drawn twice. */
    private static final double SAME = 0.98;

    /** Pixels; a smaller side is a slip of the hand, or cannot be learned. */
    private static final double LEAST_SIDE = 2;

    private BoxChecks() {}

    static List<Finding> findings(Splits splits) {
        List<String> twice = new ArrayList<>();
        List<String> conflicting = new ArrayList<>();
        List<String> tiny = new ArrayList<>();
        List<String> zero = new ArrayList<>();
        Set<LabelledImage> seen = new HashSet<>();
        for (Dataset split : splits.bySplit().values()) {
            for (LabelledImage image : split.images()) {
                // What is in trainval and in train is said once.
                if (seen.add(image)) {
                    pairs(image, splits.classes(), twice, conflicting);
                    tiny(image, splits.classes(), tiny);
                    image.objects().stream().filter(GroundTruth::zeroId).forEach(object -> zero.add(image.id()));
                }
            }
        }
        List<Finding> findings = new ArrayList<>();
        add(findings, twice, "objects are annotated twice");
        add(findings, conflicting, "objects have two classes");
        add(findings, tiny, "boxes have a side below " + (int) LEAST_SIDE + " pixels");
        add(findings, zero, "annotations have the id 0, which COCO's score takes for none: never found. Number from 1");
        return findings;
    }

    private static void add(List<Finding> findings, List<String> places, String text) {
        if (!places.isEmpty()) {
            findings.add(Finding.warning("boxes", places.size() + " " + text, places));
        }
    }

    private static void pairs(LabelledImage image, List<String> classes, List<String> twice, List<String> conflicting) {
        List<GroundTruth> objects = image.objects();
        for (int i = 0; i < objects.size(); i++) {
            GroundTruth a = objects.get(i);
            for (int j = i + 1; j < objects.size(); j++) {
                GroundTruth b = objects.get(j);
                if (a.crowd() == b.crowd() && a.box().iou(b.box()) >= SAME) {
                    String place = image.id() + " objects " + (i + 1) + " and " + (j + 1) + ": ";
                    if (a.label() == b.label()) {
                        twice.add(place + classes.get(a.label()));
                    } else {
                        conflicting.add(place + classes.get(a.label()) + " and " + classes.get(b.label()));
                    }
                }
            }
        }
    }

    private static void tiny(LabelledImage image, List<String> classes, List<String> tiny) {
        for (int i = 0; i < image.objects().size(); i++) {
            GroundTruth object = image.objects().get(i);
            double width = object.box().width();
            double height = object.box().height();
            if (Math.min(width, height) < LEAST_SIDE) {
                tiny.add(String.format(
                        Locale.ROOT,
                        "%s object %d: %s of %.4g x %.4g pixels",
                        image.id(),
                        i + 1,
                        classes.get(object.label()),
                        width,
                        height));
            }
        }
    }
}
