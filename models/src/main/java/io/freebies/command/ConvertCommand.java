package io.freebies.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.data.Splits;
import io.freebies.data.convert.Conversion;
import io.freebies.data.convert.Format;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.AtomicFile;
import io.freebies.run.Command;
import io.freebies.run.DataOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof data convert}: the same data set in another format. */
final class ConvertCommand implements Command {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LISTED = 10;

    @Override
    public String name() {
        return "data convert";
    }

    @Override
    public String summary() {
        return "Writes a data set as PASCAL VOC, COCO or YOLO, or every object as a picture in a folder of its class."
                + " Splits, order of classes and boxes are kept; what the format cannot hold is listed. Classes, boxes,"
                + " difficult, crowd and area are carried over, nothing else: no outlines, key points, poses, licences.";
    }

    @Override
    public String usage() {
        return "--data D --to voc|coco|yolo|crops --out DIR [--link] [--json F]";
    }

    @Override
    public Options options() {
        return DataOptions.addTo(new Options(), "all splits unless one is named")
                .addOption(null, "to", true, "voc, coco, yolo, or crops for image folders SPLIT/CLASS/*.jpg")
                .addOption(null, "out", true, "folder to write, new or empty")
                .addOption(null, "link", false, "link to the pictures instead of copying them")
                .addOption(null, "json", true, "file for the counts and for all that the format cannot hold");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) {
        String to = arguments.getOptionValue("to");
        String folder = arguments.getOptionValue("out");
        if (to == null || folder == null || !arguments.getArgList().isEmpty()) {
            throw Failure.usage("expected 'bof data convert " + usage() + "', found "
                    + (to == null ? "no --to" : folder == null ? "no --out" : arguments.getArgList()));
        }
        Format format = Format.parse(to);
        if (format == Format.CROPS && arguments.hasOption("link")) {
            throw Failure.usage("--link: expected a format that keeps pictures whole, found crops");
        }
        Splits splits = DataOptions.openSplits(arguments);
        Conversion conversion = Conversion.of(splits, format, Path.of(folder), arguments.hasOption("link"));
        print(conversion, folder, splits, out);
        if (arguments.hasOption("json")) {
            write(Path.of(arguments.getOptionValue("json")), DataOptions.argument(arguments), conversion);
        }
        out.println(
                format == Format.CROPS
                        ? "next: look at " + folder
                        : "next: bof data doctor --data " + format.word() + ":" + folder);
        return ExitCode.OK;
    }

    private static void print(Conversion conversion, String folder, Splits splits, PrintStream out) {
        String pictures = conversion.pictures().entrySet().stream()
                .map(split -> split.getKey() + " " + split.getValue())
                .collect(Collectors.joining(", "));
        out.println("wrote " + folder + " as " + conversion.format().word() + ": pictures " + pictures + "; "
                + conversion.objects() + " objects of " + splits.classes().size() + " classes");
        splits.bySplit()
                .forEach((name, split) ->
                        split.leftOut().forEach(reason -> out.println("left out of " + name + ": " + reason)));
        conversion.notHeld().forEach((kind, places) -> print(kind, places, out));
    }

    private static void print(String kind, List<String> places, PrintStream out) {
        out.println("not held: " + places.size() + " " + kind);
        places.stream().limit(LISTED).forEach(place -> out.println("  " + place));
        if (places.size() > LISTED) {
            out.println("  and " + (places.size() - LISTED) + " more, all of them with --json");
        }
    }

    private static void write(Path file, String source, Conversion conversion) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("data", source);
        json.put("to", conversion.format().word());
        json.put("pictures", conversion.pictures());
        json.put("objects", conversion.objects());
        json.put("not_held", conversion.notHeld());
        AtomicFile.write(
                file, out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json)));
    }
}
