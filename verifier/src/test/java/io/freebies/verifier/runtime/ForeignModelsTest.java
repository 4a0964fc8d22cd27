package io.freebies.verifier.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freebies.box.Box;
import io.freebies.box.Detection;
import io.freebies.image.Pictures;
import io.freebies.verifier.adapter.AnswerLayout;
import io.freebies.verifier.adapter.PreparedPicture;
import io.freebies.verifier.adapter.TinyForeign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("engine")
class ForeignModelsTest {
    /** In a picture of 64 x 32: the first near its left edge, the second, of the other class, below the middle. */
    private static final List<Detection> IN_PICTURE =
            List.of(new Detection(new Box(4, 4, 20, 12), 1, 0.9), new Detection(new Box(40, 18, 60, 30), 0, 0.6));

    @TempDir
    Path folder;

    /** The documented adapter of a layout. */
    private static String example(AnswerLayout layout) throws IOException {
        String text = Files.readString(Path.of("..", "docs", "adapters.md"));
        Matcher blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(text);
        String wanted = "layout: " + layout.name().toLowerCase(Locale.ROOT) + "\n";
        while (blocks.find()) {
            if (blocks.group(1).contains(wanted)) {
                return blocks.group(1);
            }
        }
        throw new AssertionError("no example for " + layout);
    }

    /** What the network has to answer for the picture: in the pixels that its layout speaks of. */
    private static List<Detection> answers(AnswerLayout layout) {
        return IN_PICTURE.stream()
                .map(d -> new Detection(
                        switch (layout) {
                            case TORCHVISION -> d.box();
                            case YOLOV3 -> d.box().scale(1 / 64.0, 1 / 32.0);
                            // Half the size; at the top left, or in the middle of 32 rows with 8 above.
                            case YOLOX -> d.box().scale(0.5, 0.5);
                            default -> d.box().scale(0.5, 0.5).shift(0, 8);
                        },
                        d.label(),
                        d.score()))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void theDocumentedAdapterOfEachLayoutFindsTheSameThings(AnswerLayout layout) throws IOException {
        Path model = TinyForeign.write(folder.resolve("m.onnx"), layout, answers(layout), 2, Map.of());
        String yaml = example(layout).replace("[8, 16, 32]", "[16]");
        Files.writeString(folder.resolve("m.adapter.yaml"), yaml);
        Path picture = folder.resolve("p.png");
        Pictures.write(picture, Pictures.of(new byte[64 * 32 * 3], 64, 32));
        try (OnnxDetector detector = OnnxDetector.open(model, Provider.CPU, 1)) {
            assertThat(detector.classes()).containsExactly("cat", "dog");
            PreparedPicture prepared = detector.adapter().input().read(picture);
            List<List<Detection>> all = new ArrayList<>(detector.detect(List.of(prepared, prepared, prepared)));
            assertThat(all).as("pictures, though the model takes one at a time").hasSize(3);
            for (List<Detection> found : all) {
                assertThat(found).hasSize(2);
                for (int i = 0; i < 2; i++) {
                    assertThat(found.get(i).label()).isEqualTo(IN_PICTURE.get(i).label());
                    assertThat(found.get(i).score()).isCloseTo(IN_PICTURE.get(i).score(), within(1e-6));
                    assertThat(found.get(i).box().iou(IN_PICTURE.get(i).box())).isCloseTo(1, within(1e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void labelsBeyondTheClassesAreRefused(AnswerLayout layout) throws IOException {
        boolean countsClasses =
                List.of(AnswerLayout.TORCHVISION, AnswerLayout.DETECTIONS).contains(layout);
        Path model = TinyForeign.write(folder.resolve("m.onnx"), layout, answers(layout), 2, Map.of());
        String yaml = example(layout).replace("[8, 16, 32]", "[16]").replace("[cat, dog]", "[cat]");
        Files.writeString(folder.resolve("m.adapter.yaml"), yaml);
        if (countsClasses) {
            Path picture = folder.resolve("p.png");
            Pictures.write(picture, Pictures.of(new byte[64 * 32 * 3], 64, 32));
            try (OnnxDetector detector = OnnxDetector.open(model, Provider.CPU, 1)) {
                PreparedPicture prepared = detector.adapter().input().read(picture);
                assertThatThrownBy(() -> detector.detect(List.of(prepared)))
                        .hasMessageContainingAll("m.onnx", "expected labels");
            }
        } else {
            assertThatThrownBy(() -> OnnxDetector.open(model, Provider.CPU, 1))
                    .hasMessageContainingAll("output.layout", "for 1 classes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void picturesWithoutAnythingAreEmpty(AnswerLayout layout) throws IOException {
        List<Detection> nothing = layout == AnswerLayout.TORCHVISION
                ? List.of()
                : answers(layout).stream()
                        .map(d -> new Detection(d.box(), d.label(), 0))
                        .toList();
        Path model = TinyForeign.write(folder.resolve("m.onnx"), layout, nothing, 2, Map.of());
        Files.writeString(folder.resolve("m.adapter.yaml"), example(layout).replace("[8, 16, 32]", "[16]"));
        try (OnnxDetector detector = OnnxDetector.open(model, Provider.CPU, 1)) {
            PreparedPicture prepared = detector.adapter().input().prepare(Pictures.of(new byte[64 * 32 * 3], 64, 32));
            assertThat(detector.detect(List.of(prepared))).containsExactly(List.of());
        }
    }
}
