package io.freebies.bench.ablate;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes {@code docs/results/README.md} from {@code template.md} beside it, whose numbers all come from what
 * {@code bof ablate} left in the folders there:
 *
 * <pre>
 * {{table bccd/table2}}                      the table, without columns that say nothing
 * {{value bccd/table2 | + mixup | delta}}    one cell
 * {{picture bccd/table2}}                    its picture
 * {{fit bccd | baseline-250}}                mean score on the pictures learned from, of bccd/fit/baseline-250-seed*.json
 * {{runs bccd}}   {{hours bccd}}             how many trainings there are in results.jsonl, and how long they took
 *
 * java -cp (class path of the tests) io.freebies.bench.ablate.ResultsPage docs/results
 * </pre>
 *
 * @param folder with the template and a folder per study
 */
record ResultsPage(Path folder) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+) ([^}]*)}}");
    private static final Pattern CELL = Pattern.compile("\"([^\"]*)\"|([^,]+)");
    private static final double SECONDS_AN_HOUR = 3600;

    /** Writes the page of the folder named by the first argument. */
    public static void main(String[] args) throws IOException {
        ResultsPage page = new ResultsPage(Path.of(args[0]));
        Files.writeString(page.folder().resolve("README.md"), page.text());
    }

    String text() {
        Matcher places = PLACE.matcher(template());
        return places.replaceAll(place -> Matcher.quoteReplacement(fill(
                place.group(1),
                Arrays.stream(place.group(2).split("\\|", -1))
                        .map(String::strip)
                        .toList())));
    }

    String template() {
        return read(folder.resolve("template.md"));
    }

    private String fill(String what, List<String> arguments) {
        String name = arguments.get(0);
        return switch (what) {
            case "table" -> markdown(table(name));
            case "value" -> value(name, arguments.get(1), arguments.get(2));
            case "picture" -> "![" + name + "](" + name + ".png)";
            case "fit" ->
                String.format(Locale.ROOT, "%.1f", fit(folder.resolve(name).resolve("fit"), arguments.get(1)));
            case "runs" -> Integer.toString(runs(name).size());
            case "hours" ->
                String.format(
                        Locale.ROOT,
                        "%.1f",
                        sum(runs(name), run -> run.json().path("seconds").asDouble()) / SECONDS_AN_HOUR);
            default -> throw new IllegalArgumentException("{{" + what + " ...}}: unknown");
        };
    }

    private static double fit(Path scores, String training) {
        try (Stream<Path> files = Files.list(scores)) {
            return files.filter(file -> file.getFileName().toString().startsWith(training + "-seed"))
                    .mapToDouble(file -> 100 * score(file))
                    .average()
                    .orElseThrow(() -> new IllegalArgumentException(scores + " has no " + training));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double score(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile()).get("map").asDouble();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double sum(List<RunResult> runs, ToDoubleFunction<RunResult> number) {
        return runs.stream().mapToDouble(number).sum();
    }

    /** The trainings of a study. */
    List<RunResult> runs(String study) {
        Path file = folder.resolve(study).resolve("results.jsonl");
        return read(file).lines().map(line -> RunResult.parse(line, file)).toList();
    }

    /** The rows of a table, its head first. */
    List<List<String>> table(String name) {
        return read(folder.resolve(name + ".csv"))
                .lines()
                .map(line -> CELL.matcher(line)
                        .results()
                        .map(cell -> cell.group(1) == null ? cell.group(2) : cell.group(1))
                        .toList())
                .toList();
    }

    private String value(String name, String row, String column) {
        List<List<String>> table = table(name);
        int at = table.get(0).indexOf(column);
        return table.stream()
                .filter(cells -> at >= 0 && cells.get(0).equals(row))
                .map(cells -> cells.get(at))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no '" + row + "' or no '" + column + "'"));
    }

    private static String markdown(List<List<String>> table) {
        List<Integer> told = IntStream.range(0, table.get(0).size())
                .filter(column ->
                        table.stream().skip(1).anyMatch(row -> !row.get(column).equals("-")))
                .boxed()
                .toList();
        List<List<String>> rows = new ArrayList<>();
        table.forEach(row -> rows.add(told.stream().map(row::get).toList()));
        rows.add(1, told.stream().map(column -> "---").toList());
        return rows.stream().map(row -> "| " + String.join(" | ", row) + " |").collect(Collectors.joining("\n"));
    }

    /**
     * What a row may be the mean of, in per cent: for each way to train with its recipe that is on record, the first seeds.
     *
     * @param seeds how many
     */
    List<Double> means(String study, Row row, int seeds) {
        return runs(study).stream()
                .filter(run -> run.json().path("recipe").asText().equals(row.recipe()))
                .filter(run -> run.json().path("seed").asInt() < seeds)
                .filter(run -> row.epochs().isEmpty()
                        || row.epochs().getAsInt() == run.json().path("epochs").asInt())
                .collect(Collectors.groupingBy(
                        run -> run.json().path("recipe_sha256").asText(),
                        Collectors.averagingDouble(run -> 100 * run.map())))
                .values()
                .stream()
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
