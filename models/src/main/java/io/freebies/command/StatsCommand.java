package io.freebies.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.data.Dataset;
import io.freebies.data.Splits;
import io.freebies.data.inspect.SplitStatistics;
import io.freebies.failure.ExitCode;
import io.freebies.run.AtomicFile;
import io.freebies.run.Command;
import io.freebies.run.DataOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof data stats}: what is in a data set. */
final class StatsCommand implements Command {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    @Override
    public String name() {
        return "data stats";
    }

    @Override
    public String summary() {
        return "Counts pictures, objects, classes and sizes in every split. Sizes are COCO's: small up to 32 x 32 pixels,"
                + " medium up to 96 x 96.";
    }

    @Override
    public String usage() {
        return "--data D [--json F]";
    }

    @Override
    public Options options() {
        return DataOptions.addTo(new Options(), "all splits unless one is named")
                .addOption(null, "json", true, "file for the numbers");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) {
        Splits splits = DataOptions.openSplits(arguments);
        Map<String, SplitStatistics> statistics = new LinkedHashMap<>();
        splits.bySplit().forEach((name, split) -> statistics.put(name, SplitStatistics.of(split)));
        String argument = DataOptions.argument(arguments);
        out.println(argument);
        out.print(table(splits.classes(), statistics));
        splits.bySplit()
                .forEach((name, split) ->
                        split.leftOut().forEach(reason -> out.println("left out of " + name + ": " + reason)));
        if (arguments.hasOption("json")) {
            ObjectNode json = JSON.createObjectNode();
            json.put("data", argument);
            json.set("splits", JSON.valueToTree(statistics));
            splits.bySplit().forEach((name, split) -> leftOut(json.withObject("/left_out"), name, split));
            AtomicFile.write(
                    Path.of(arguments.getOptionValue("json")),
                    file -> file.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json)));
        }
        out.println("next: bof data doctor --data " + argument);
        return ExitCode.OK;
    }

    private static void leftOut(ObjectNode json, String name, Dataset split) {
        split.leftOut().forEach(json.putArray(name)::add);
    }

    private static TextTable table(List<String> classes, Map<String, SplitStatistics> statistics) {
        TextTable table = new TextTable();
        table.add("", List.copyOf(statistics.keySet()));
        List<SplitStatistics> all = List.copyOf(statistics.values());
        row(table, "pictures", all, SplitStatistics::pictures);
        row(table, "  without objects", all, SplitStatistics::withoutObjects);
        row(table, "objects", all, SplitStatistics::objects);
        SplitStatistics.SIZES.forEach(
                size -> row(table, "  " + size, all, s -> s.bySize().get(size)));
        row(table, "  difficult", all, SplitStatistics::difficult);
        row(table, "crowd regions", all, SplitStatistics::crowds);
        row(table, "width / height, 5 %", all, s -> aspect(s, 0));
        row(table, "width / height, median", all, s -> aspect(s, 1));
        row(table, "width / height, 95 %", all, s -> aspect(s, 2));
        classes.forEach(
                name -> row(table, "class " + name, all, s -> s.perClass().get(name)));
        return table;
    }

    private static void row(
            TextTable table, String name, List<SplitStatistics> all, Function<SplitStatistics, Object> cell) {
        table.add(name, all.stream().map(cell).toList());
    }

    private static String aspect(SplitStatistics statistics, int percentile) {
        return statistics.aspects().isEmpty()
                ? "-"
                : String.format(Locale.ROOT, "%.2f", statistics.aspects().get(percentile));
    }
}
