package io.freebies.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A YAML file that holds one record, read strictly: by the rules of {@link RecordBinder}. */
public final class RecordFile {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private RecordFile() {}

    /**
     * Reads a file; keys are the record's components in snake case.
     *
     * @param problems where everything that is wrong with the keys and values goes, with their path
     * @return the record; none if there is a problem
     * @throws Failure (data) if the file is missing or no YAML
     */
    public static <R extends Record> Optional<R> read(Path file, Class<R> type, List<String> problems) {
        if (!Files.isRegularFile(file)) {
            throw Failure.data(file + ": no such file; check the path");
        }
        try {
            JsonNode tree = YAML.readTree(file.toFile());
            if (!tree.isObject()) {
                throw Failure.data(file + ": expected keys and values, found "
                        + (tree.isMissingNode() ? "nothing" : tree) + "; mend the file");
            }
            return Optional.ofNullable(new RecordBinder(problems).bind(type, tree, ""));
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw Failure.data(
                    file + ": expected YAML, found" + line + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse("no reason given") + "; mend the file",
                    e);
        } catch (IOException e) {
            throw Failure.data(file + ": cannot be read (" + e.getMessage() + "); check its permissions", e);
        }
    }
}
