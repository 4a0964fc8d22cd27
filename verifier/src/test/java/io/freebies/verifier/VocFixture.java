package io.freebies.verifier;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** VOC folders written by tests. */
final class VocFixture {
    private VocFixture() {}

    /** One object of an annotation; corners as VOC has them. */
    static String object(String name, int difficult, Object... box) {
        return "<object><name>" + name + "</name><difficult>" + difficult + "</difficult><bndbox><xmin>" + box[0]
                + "</xmin><ymin>" + box[1] + "</ymin><xmax>" + box[2] + "</xmax><ymax>" + box[3]
                + "</ymax></bndbox></object>";
    }

    /** A data set of black pictures of one size with the split {@code test}, in the order of their names. */
    static void write(Path folder, int width, int height, Map<String, String> objects) throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("JPEGImages"));
        Path annotations = Files.createDirectories(folder.resolve("Annotations"));
        Path splits = Files.createDirectories(folder.resolve("ImageSets/Main"));
        for (Map.Entry<String, String> image : new TreeMap<>(objects).entrySet()) {
            Pictures.write(
                    pictures.resolve(image.getKey() + ".jpg"),
                    Pictures.of(new byte[width * height * 3], width, height));
            Files.writeString(
                    annotations.resolve(image.getKey() + ".xml"),
                    "<annotation><filename>" + image.getKey() + ".jpg</filename><size><width>" + width
                            + "</width><height>" + height + "</height><depth>3</depth></size>" + image.getValue()
                            + "</annotation>");
        }
        Files.write(splits.resolve("test.txt"), new TreeMap<>(objects).keySet());
    }

    /**
     * The reference case of that name as annotations without pictures; skips the test where the reference numbers are
     * absent.
     */
    static Path oracle(Path folder, String name) throws IOException {
        Path oracle = Path.of(System.getProperty("shared.dir", "absent"), "oracles", "eval", name);
        assumeTrue(Files.isDirectory(oracle), "needs the reference scores in " + oracle);
        JsonNode truth = new ObjectMapper().readTree(oracle.resolve("gt.json").toFile());
        Path annotations = Files.createDirectories(folder.resolve("Annotations"));
        Path splits = Files.createDirectories(folder.resolve("ImageSets/Main"));
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, JsonNode> image : truth.get("images").properties()) {
            StringBuilder objects = new StringBuilder();
            for (JsonNode o : image.getValue()) {
                JsonNode b = o.get("bbox");
                objects.append(object(
                        o.get("class").asText(),
                        o.get("difficult").asInt(),
                        b.get(0).asText(),
                        b.get(1).asText(),
                        b.get(2).asText(),
                        b.get(3).asText()));
            }
            Files.writeString(annotations.resolve(image.getKey() + ".xml"), "<annotation>" + objects + "</annotation>");
            names.add(image.getKey());
        }
        Files.write(splits.resolve("test.txt"), names);
        return oracle;
    }
}
