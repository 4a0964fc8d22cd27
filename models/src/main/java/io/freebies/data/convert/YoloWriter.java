package io.freebies.data.convert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.freebies.box.BoxFormat;
import io.freebies.data.Dataset;
import io.freebies.data.Decimal;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.Splits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The layout of YOLO's trainers. A picture lies in the folder of the smallest split that holds it; a split that is not
 * just such a folder, like {@code trainval}, is a list of files. Since other programs look for {@code train},
 * {@code val} and {@code test}, a split such as {@code train2017} gets that as a second name.
 */
final class YoloWriter implements SplitWriter {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build());

    @Override
    public void write(Path folder, Splits splits, TargetPictures pictures, NotHeld notHeld) throws IOException {
        for (Dataset split : splits.bySplit().values()) {
            for (LabelledImage image : split.images()) {
                String home = pictures.home(image);
                pictures.put(
                        image, Files.createDirectories(folder.resolve("images").resolve(home)));
                Path labels = Files.createDirectories(folder.resolve("labels").resolve(home));
                Files.writeString(labels.resolve(pictures.stem(image) + ".txt"), lines(image));
            }
        }
        Map<String, Object> config = new LinkedHashMap<>();
        for (Map.Entry<String, Dataset> split : splits.bySplit().entrySet()) {
            List<String> files = split.getValue().images().stream()
                    .map(image -> "images/" + pictures.home(image) + "/" + pictures.fileName(image))
                    .toList();
            config.put(split.getKey(), place(folder, split.getKey(), files));
        }
        List.of("train", "val", "test").forEach(usual -> addSecondName(usual, config));
        config.put("nc", splits.classes().size());
        config.put("names", splits.classes());
        Files.write(folder.resolve("data.yaml"), YAML.writeValueAsBytes(config));
    }

    private static String lines(LabelledImage image) {
        return image.objects().stream().map(object -> line(object, image)).collect(Collectors.joining());
    }

    private static String line(GroundTruth object, LabelledImage image) {
        double[] center = BoxFormat.toCenter(object.box());
        return object.label()
                + " " + Decimal.ofShare(center[0] / image.width()).toPlainString()
                + " " + Decimal.ofShare(center[1] / image.height()).toPlainString()
                + " " + Decimal.ofShare(center[2] / image.width()).toPlainString()
                + " " + Decimal.ofShare(center[3] / image.height()).toPlainString() + "\n";
    }

    /** The folder of a split; or its list, written here, where a reader of the folder would find another order. */
    private static String place(Path folder, String split, List<String> files) throws IOException {
        String own = "images/" + split;
        boolean isFolder = files.stream().allMatch(file -> file.startsWith(own + "/"))
                && files.equals(files.stream()
                        .map(Path::of)
                        .sorted()
                        .map(Path::toString)
                        .toList());
        if (isFolder) {
            return own;
        }
        String list = split + ".txt";
        // With a dot in front, since some readers take other paths to start from the working directory.
        Files.write(
                folder.resolve(list), files.stream().map(file -> "./" + file).toList());
        return list;
    }

    private static void addSecondName(String usual, Map<String, Object> config) {
        List<String> alike = config.keySet().stream()
                .filter(split -> split.matches(usual + "[^a-zA-Z].*"))
                .toList();
        if (!config.containsKey(usual) && alike.size() == 1) {
            config.put(usual, config.get(alike.get(0)));
        }
    }
}
