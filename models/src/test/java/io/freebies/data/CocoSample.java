package io.freebies.data;

import io.freebies.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small COCO data set made for a test: pictures of 60 x 40 pixels. */
record CocoSample(Path root) {
    static final String CATEGORIES = "{\"id\":3,\"name\":\"dog\"},{\"id\":1,\"name\":\"cat\"}";

    static CocoSample in(Path root) throws IOException {
        Files.createDirectories(root.resolve("annotations"));
        return new CocoSample(root);
    }

    CocoSample split(String split, List<String> images, List<String> annotations) throws IOException {
        return write(
                split,
                "{\"info\":{\"year\":[2017]},\"images\":[" + String.join(",", images) + "],\"annotations\":["
                        + String.join(",", annotations) + "],\"categories\":[" + CATEGORIES + "]}");
    }

    CocoSample write(String split, String content) throws IOException {
        Files.writeString(instances(split), content);
        return this;
    }

    Path instances(String split) {
        return root.resolve("annotations/instances_" + split + ".json");
    }

    CocoSample picture(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Pictures.write(file, Pictures.of(new byte[60 * 40 * 3], 60, 40));
        return this;
    }

    static String image(long id) {
        return "{\"id\":" + id + ",\"file_name\":\"" + id + ".jpg\",\"width\":60,\"height\":40}";
    }

    static String object(long id, long image, long category, String box) {
        return "{\"segmentation\":[[1,2,3,4,5,6]],\"area\":77.5,\"iscrowd\":0,\"image_id\":" + image + ",\"bbox\":["
                + box + "],\"category_id\":" + category + ",\"id\":" + id + "}";
    }
}
