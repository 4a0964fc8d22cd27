package io.freebies.data.inspect;

import io.freebies.data.BadData;
import io.freebies.data.Dataset;
import io.freebies.data.Datasets;
import io.freebies.data.Splits;
import io.freebies.failure.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Everything that can be known to be wrong with a data set before it is trained on.
 *
 * @param splits what could be read
 * @param findings errors first
 */
public record Doctor(Splits splits, List<Finding> findings) {
    /** Copies the list. */
    public Doctor {
        findings = List.copyOf(findings);
    }

    /**
     * Examines the split that an argument names, or all that it has. Every picture is decoded.
     *
     * @param part the part of each split whose boxes and classes are examined; its files are in any case
     * @throws Failure if there is no such data set
     */
    public static Doctor examine(String argument, UnaryOperator<Dataset> part) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Dataset> opened = new LinkedHashMap<>();
        for (String split : Datasets.splits(argument)) {
            try {
                Dataset data = Datasets.openSplit(argument, split, BadData.SKIP);
                opened.put(split, data);
                if (!data.leftOut().isEmpty()) {
                    int bad = data.leftOut().size();
                    findings.add(Finding.error("readable", split + ": " + bad + " unusable pictures", data.leftOut()));
                }
            } catch (Failure e) {
                findings.add(Finding.error("readable", split + ": not one usable picture", lines(e)));
            }
        }
        Splits all = Splits.of(opened);
        // Of all pictures: the first hundred of trainval and those of train would look like a leak.
        findings.addAll(PictureChecks.findings(all));
        Splits splits = all.map(part);
        findings.addAll(BoxChecks.findings(splits));
        findings.addAll(ClassChecks.findings(splits));
        findings.sort(Comparator.comparing(Finding::severity));
        return new Doctor(splits, findings);
    }

    private static List<String> lines(Failure failure) {
        return String.valueOf(failure.getMessage()).lines().map(String::strip).toList();
    }

    /** How many findings are of a severity. */
    public int count(Finding.Severity severity) {
        return (int) findings.stream().filter(f -> f.severity() == severity).count();
    }
}
