package io.freebies.data.inspect;

import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.Splits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Classes that are rare or absent. */
final class ClassChecks {
    /** From this ratio on, the rarest class is learned worse than its share of the loss suggests. */
    private static final int IMBALANCE = 10;

    private ClassChecks() {}

    static List<Finding> findings(Splits splits) {
        List<Finding> findings = new ArrayList<>();
        long[] all = counts(splits, splits.bySplit().values());
        imbalance(splits.classes(), all, findings);
        for (Map.Entry<String, Dataset> split : splits.bySplit().entrySet()) {
            long[] own = counts(splits, List.of(split.getValue()));
            List<String> absent = IntStream.range(0, own.length)
                    .filter(label -> own[label] == 0 && all[label] > 0)
                    .mapToObj(splits.classes()::get)
                    .toList();
            if (!absent.isEmpty()) {
                String text = split.getKey() + ": no object of " + absent.size() + " classes that other splits have";
                findings.add(Finding.warning("classes", text, absent));
            }
        }
        List<String> unused = IntStream.range(0, all.length)
                .filter(label -> all[label] == 0)
                .mapToObj(splits.classes()::get)
                .toList();
        if (!unused.isEmpty()) {
            findings.add(Finding.warning("classes", unused.size() + " classes have no object at all", unused));
        }
        return findings;
    }

    private static void imbalance(List<String> classes, long[] counts, List<Finding> findings) {
        int most = 0;
        int least = -1;
        for (int label = 0; label < counts.length; label++) {
            most = counts[label] > counts[most] ? label : most;
            least = counts[label] > 0 && (least < 0 || counts[label] < counts[least]) ? label : least;
        }
        if (least >= 0 && counts[most] >= IMBALANCE * counts[least]) {
            String text = String.format(
                    Locale.ROOT,
                    "%d objects of '%s', the most frequent class, are %.1f times the %d of '%s', the rarest",
                    counts[most],
                    classes.get(most),
                    (double) counts[most] / counts[least],
                    counts[least],
                    classes.get(least));
            findings.add(Finding.warning("classes", text, List.of()));
        }
    }

    /** Objects by label in different pictures. */
    private static long[] counts(Splits splits, Collection<Dataset> of) {
        long[] counts = new long[splits.classes().size()];
        of.stream()
                .flatMap(split -> split.images().stream())
                .distinct()
                .map(LabelledImage::objects)
                .flatMap(List::stream)
                .mapToInt(GroundTruth::label)
                .forEach(label -> counts[label]++);
        return counts;
    }
}
