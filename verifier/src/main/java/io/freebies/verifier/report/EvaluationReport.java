package io.freebies.verifier.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.run.AtomicFile;
import io.freebies.verifier.score.Evaluation;
import java.nio.file.Path;

/** The folder that {@code bof eval --report} writes; {@code docs/errors.md} says what its files hold. */
public final class EvaluationReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EvaluationReport() {}

    /**
     * Writes data and a picture of each: errors, precision-recall curves, and with a baseline the difference by class.
     *
     * @param folder made if missing; what is there under the same names is replaced
     * @return the errors, for people, in lines
     * @throws io.freebies.failure.Failure (environment) if it cannot be written
     */
    public static String write(Path folder, Evaluation evaluation) {
        Errors errors = Errors.of(evaluation);
        write(folder.resolve("errors.json"), errors.json());
        errors.chart().write(folder.resolve("errors.png"));
        Curves curves = new Curves(evaluation);
        write(folder.resolve("precision_recall.json"), curves.json());
        curves.chart().write(folder.resolve("precision_recall.png"));
        evaluation.baseline().ifPresent(baseline -> {
            Differences differences = Differences.of(evaluation, baseline);
            write(folder.resolve("per_class_difference.json"), differences.json());
            differences.chart().write(folder.resolve("per_class_difference.png"));
        });
        return errors.table();
    }

    private static void write(Path file, JsonNode json) {
        AtomicFile.write(
                file, out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json)));
    }
}
