package io.freebies.data.inspect;

import io.freebies.data.LabelledImage;
import io.freebies.data.Splits;
import io.freebies.image.ExifOrientation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pictures that are there twice, in one split or in two, and pictures that other programs turn. */
final class PictureChecks {
    private PictureChecks() {}

    static List<Finding> findings(Splits splits) {
        List<Path> files = splits.bySplit().values().stream()
                .flatMap(split -> split.images().stream())
                .map(LabelledImage::file)
                .distinct()
                .toList();
        FileContents contents = FileContents.of(files);
        List<SplitContent> all = new ArrayList<>();
        splits.bySplit().forEach((name, split) -> all.add(SplitContent.of(name, split, contents)));
        List<Finding> findings = new ArrayList<>();
        leakage(all, findings);
        all.forEach(split -> repetition(split, findings));
        turned(files, findings);
        return findings;
    }

    /** Every two splits that share pictures, unless one is made of others on purpose, as trainval is. */
    private static void leakage(List<SplitContent> all, List<Finding> findings) {
        for (int i = 0; i < all.size(); i++) {
            for (SplitContent b : all.subList(i + 1, all.size())) {
                SplitContent a = all.get(i);
                List<String> shared = a.shared(b);
                if (!shared.isEmpty() && !a.isPartOf(b, all) && !b.isPartOf(a, all)) {
                    String text = a.split() + " and " + b.split() + " share " + shared.size() + " pictures";
                    findings.add(Finding.error("leakage", text, shared));
                }
            }
        }
    }

    private static void repetition(SplitContent split, List<Finding> findings) {
        List<String> repeated = split.repeated();
        if (!repeated.isEmpty()) {
            String text = split.split() + ": " + repeated.size() + " pictures are there more than once";
            findings.add(Finding.warning("duplicates", text, repeated));
        }
    }

    private static void turned(List<Path> files, List<Finding> findings) {
        List<String> turned = files.stream()
                .filter(file -> ExifOrientation.of(file) != ExifOrientation.UPRIGHT)
                .map(Path::toString)
                .toList();
        if (!turned.isEmpty()) {
            String text =
                    turned.size() + " pictures ask to be turned for display (EXIF orientation); boxes are taken to"
                            + " be those of the pixels as stored";
            findings.add(Finding.warning("orientation", text, turned));
        }
    }
}
