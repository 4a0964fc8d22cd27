package io.freebies.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.data.Splits;
import io.freebies.data.inspect.Doctor;
import io.freebies.data.inspect.Finding;
import io.freebies.data.inspect.Finding.Severity;
import io.freebies.data.inspect.SplitStatistics;
import io.freebies.failure.ExitCode;
import io.freebies.run.AtomicFile;
import io.freebies.run.Command;
import io.freebies.run.DataOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof data doctor}: what is wrong with a data set. */
final class DoctorCommand implements Command {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LISTED = 10;
    private static final int BAR = 50;

    @Override
    public String name() {
        return "data doctor";
    }

    @Override
    public String summary() {
        return "Examines every picture and every box of all splits: missing, broken and damaged files, bad, tiny and double"
                + " boxes, pictures that are there twice, pictures of one split in another, rare and absent classes. Ends"
                + " with status 3 if there are errors; warnings alone are no failure.";
    }

    @Override
    public String usage() {
        return "--data D [--json F]";
    }

    @Override
    public Options options() {
        return DataOptions.addWithoutPolicyTo(new Options(), "all splits unless one is named")
                .addOption(null, "json", true, "file for the findings, each with all its places");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) {
        String argument = DataOptions.argument(arguments);
        Doctor doctor = Doctor.examine(argument, DataOptions.selection(arguments));
        out.println(argument + ": boxes and classes of " + pictures(doctor.splits()));
        doctor.findings().forEach(finding -> print(finding, out));
        Map<Integer, Integer> bySide = bySide(doctor.splits());
        printHistogram(bySide, out);
        int errors = doctor.count(Severity.ERROR);
        if (arguments.hasOption("json")) {
            write(Path.of(arguments.getOptionValue("json")), argument, doctor, bySide);
        }
        out.println(errors + " errors, " + doctor.count(Severity.WARNING) + " warnings");
        out.println(
                errors > 0
                        ? "next: mend the errors, or leave bad pictures out with --skip-bad"
                        : "next: bof data preview --recipe yolov3-nano-bof --data " + argument);
        return errors > 0 ? ExitCode.DATA : ExitCode.OK;
    }

    private static String pictures(Splits splits) {
        return splits.bySplit().entrySet().stream()
                .map(split -> split.getKey() + " " + split.getValue().images().size())
                .collect(Collectors.joining(", "));
    }

    private static void print(Finding finding, PrintStream out) {
        out.printf(Locale.ROOT, "%-8s %s: %s%n", finding.severity().word(), finding.check(), finding.text());
        finding.places().stream().limit(LISTED).forEach(place -> out.println("           " + place));
        if (finding.places().size() > LISTED) {
            out.println("           and " + (finding.places().size() - LISTED) + " more");
        }
    }

    /** Objects of the largest split, which is what is learned from. */
    private static Map<Integer, Integer> bySide(Splits splits) {
        Map<Integer, Integer> bySide = new TreeMap<>();
        splits.bySplit().values().stream()
                .map(SplitStatistics::of)
                .max(Comparator.comparingInt(SplitStatistics::objects))
                .ifPresent(largest -> bySide.putAll(largest.bySide()));
        return bySide;
    }

    private static void printHistogram(Map<Integer, Integer> bySide, PrintStream out) {
        int most = bySide.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        out.println("box sizes, as the side of a square, in pixels");
        bySide.forEach((side, count) -> {
            String bar = "#".repeat((int) Math.ceil((double) BAR * count / most));
            out.printf(Locale.ROOT, "  %5d to %-5d %8d %s%n", side, 2 * side, count, bar);
        });
    }

    private static void write(Path file, String argument, Doctor doctor, Map<Integer, Integer> bySide) {
        ObjectNode json = JSON.createObjectNode();
        json.put("data", argument);
        json.put("errors", doctor.count(Severity.ERROR));
        json.put("warnings", doctor.count(Severity.WARNING));
        ArrayNode findings = json.putArray("findings");
        for (Finding finding : doctor.findings()) {
            ObjectNode entry = findings.addObject();
            entry.put("severity", finding.severity().word());
            entry.put("check", finding.check());
            entry.put("text", finding.text());
            finding.places().forEach(entry.putArray("places")::add);
        }
        json.set("box_sizes", JSON.valueToTree(bySide));
        AtomicFile.write(
                file, out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json)));
    }
}
