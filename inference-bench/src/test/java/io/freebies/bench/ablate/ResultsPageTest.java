package io.freebies.bench.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation says of accuracy is what was measured. */
class ResultsPageTest {
    private static final ResultsPage PAGE = new ResultsPage(Path.of("../docs/results"));

    @Test
    void thePageIsItsTemplateWithTheNumbersFilledIn() {
        assertThat(PAGE.folder().resolve("README.md"))
                .as("to be written again by ResultsPage")
                .content()
                .isEqualTo(PAGE.text());
    }

    @Test
    void noScoreIsTypedByHand() {
        assertThat(PAGE.template()).doesNotContainPattern("\\d\\.\\d");
    }

    static List<String> tables() throws IOException {
        try (Stream<Path> files = Files.walk(PAGE.folder())) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .map(file -> PAGE.folder().relativize(file).toString().replace(".csv", ""))
                    .sorted()
                    .toList();
        }
    }

    /** A table's mean is that of lines of {@code results.jsonl}. */
    @ParameterizedTest
    @MethodSource("tables")
    void meansAreThoseOfTheTrainingsOnRecord(String name) {
        String study = name.substring(0, name.lastIndexOf('/'));
        List<List<String>> table = PAGE.table(name);
        List<String> head = table.get(0);
        assertThat(table).hasSizeGreaterThan(2);
        for (List<String> cells : table.subList(1, table.size())) {
            Row row = row(name.substring(name.lastIndexOf('/') + 1), cells.get(0));
            int seeds = Integer.parseInt(cells.get(head.indexOf("seeds")));
            assertThat(PAGE.means(study, row, seeds))
                    .as(cells.get(0))
                    .extracting(mean -> String.format(Locale.ROOT, "%.2f", mean))
                    .contains(cells.get(head.indexOf("mAP")));
        }
    }

    private static Row row(String table, String label) {
        Study study = switch (table) {
            case "table1" -> Study.table1("yolov3-nano");
            case "table2" -> Study.table2("yolov3-nano", true);
            case "table5" -> Study.table5("yolov3-nano");
            default -> Study.lengths("yolov3-nano", List.of(Integer.parseInt(label.replaceAll("\\D", ""))));
        };
        return study.rows().stream()
                .filter(row -> row.label().equals(label))
                .findFirst()
                .orElseThrow();
    }
}
