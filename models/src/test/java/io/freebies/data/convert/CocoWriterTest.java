package io.freebies.data.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.box.Box;
import io.freebies.data.BadData;
import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.Splits;
import io.freebies.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoWriterTest {
    @TempDir
    private Path folder;

    @Test
    void everyNumberOfARealDataSetIsWrittenAsItWas() throws IOException {
        Path real = Path.of(System.getProperty("shared.dir", "absent"), "data", "coco_mini");
        assumeTrue(Files.isDirectory(real), "needs the data set " + real);
        Path out = folder.resolve("out");
        assertThat(Conversion.of(Splits.open("coco:" + real, BadData.REFUSE), Format.COCO, out, false)
                        .notHeld())
                .isEmpty();
        for (String split : List.of("train2017", "val2017")) {
            JsonNode before = json(real, split);
            JsonNode after = json(out, split);
            assertThat(without(after.get("images")))
                    .isEqualTo(without(before.get("images"), "license", "flickr_url", "coco_url", "date_captured"));
            assertThat(without(after.get("categories"))).isEqualTo(without(before.get("categories"), "supercategory"));
            assertThat(texts(after.get("annotations")))
                    .containsExactlyInAnyOrderElementsOf(texts(before.get("annotations")));
            String first = after.get("images").get(0).get("file_name").asText();
            assertThat(out.resolve(split).resolve(first))
                    .hasSameBinaryContentAs(real.resolve(split).resolve(first));
        }
    }

    @Test
    void difficultIsAnExtraKeyOfThoseThatAre() throws IOException {
        Box box = new Box(1, 2, 11, 12);
        write(Map.of("train", dataset(image("a", new GroundTruth(box, 0), new GroundTruth(box, 0, 100, true, false)))));
        JsonNode annotations = json(folder.resolve("out"), "train").get("annotations");
        assertThat(annotations.get(0).has("difficult")).isFalse();
        assertThat(annotations.get(1).get("difficult").asInt()).isEqualTo(1);
        assertThat(annotations.get(1).get("bbox")).hasToString("[1,2,10,10]");
    }

    @Test
    void picturesWithoutNumbersAreNumberedAlikeInAllSplitsAndInOrder() throws IOException {
        LabelledImage a = image("a");
        LabelledImage b = image("b");
        LabelledImage c = image("c");
        Map<String, Dataset> splits = new LinkedHashMap<>();
        splits.put("test", dataset(b));
        splits.put("trainval", dataset(a, c));
        splits.put("train", dataset(c));
        Conversion conversion = write(splits);
        assertThat(conversion.notHeld()).isEmpty();
        assertThat(ids("trainval")).containsExactly(1L, 2L);
        assertThat(ids("train")).containsExactly(2L);
        assertThat(ids("test")).containsExactly(3L);
        Path shared = folder.resolve("out/train/c.jpg");
        assertThat(Files.isSameFile(shared, folder.resolve("out/trainval/c.jpg")))
                .isTrue();
    }

    @Test
    void anOrderThatNoNumbersCanHaveIsSaid() throws IOException {
        LabelledImage a = image("a");
        LabelledImage b = image("b");
        Map<String, Dataset> splits = new LinkedHashMap<>();
        splits.put("one", dataset(a, b));
        splits.put("two", dataset(b, a));
        assertThat(write(splits).notHeld())
                .containsOnly(
                        Map.entry("the order of pictures, which becomes that of their ids", List.of("split two")));
    }

    private static JsonNode json(Path root, String split) throws IOException {
        return new ObjectMapper()
                .readTree(
                        root.resolve("annotations/instances_" + split + ".json").toFile());
    }

    private Conversion write(Map<String, Dataset> splits) {
        return Conversion.of(Splits.of(splits), Format.COCO, folder.resolve("out"), false);
    }

    private List<Long> ids(String split) throws IOException {
        return json(folder.resolve("out"), split).findValues("id").stream()
                .limit(json(folder.resolve("out"), split).get("images").size())
                .map(JsonNode::asLong)
                .toList();
    }

    /** Records less some keys. */
    private static JsonNode without(JsonNode list, String... keys) {
        list.forEach(entry -> ((ObjectNode) entry).remove(List.of(keys)));
        return list;
    }

    /** Annotations without their own number, with numbers as values: 12.0 is 12. */
    private static List<String> texts(JsonNode annotations) {
        return java.util.stream.StreamSupport.stream(annotations.spliterator(), false)
                .map(a -> List.of(
                                a.get("image_id").asLong(),
                                a.get("category_id").asLong(),
                                a.get("bbox").get(0).asDouble(),
                                a.get("bbox").get(1).asDouble(),
                                a.get("bbox").get(2).asDouble(),
                                a.get("bbox").get(3).asDouble(),
                                a.get("area").asDouble(),
                                a.get("iscrowd").asInt())
                        .toString())
                .toList();
    }

    private static Dataset dataset(LabelledImage... images) {
        return new Dataset("made", List.of("cat"), List.of(images), List.of());
    }

    private LabelledImage image(String name, GroundTruth... objects) {
        Path file = folder.resolve(name + ".jpg");
        Pictures.write(file, Pictures.of(new byte[60 * 40 * 3], 60, 40));
        return new LabelledImage(name, file, 60, 40, List.of(objects));
    }
}
