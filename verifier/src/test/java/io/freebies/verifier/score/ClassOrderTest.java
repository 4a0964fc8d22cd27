package io.freebies.verifier.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.box.Box;
import io.freebies.box.Detection;
import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.failure.Failure;
import io.freebies.score.ImageDetection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassOrderTest {
    private static final Box BOX = new Box(1, 2, 3, 4);
    private static final Dataset DATA = new Dataset(
            "voc:pets",
            List.of("cat", "dog"),
            List.of(new LabelledImage("a", Path.of("a.jpg"), 9, 9, List.of(new GroundTruth(BOX, 1)))),
            List.of());

    @Test
    void labelsFollowTheDataSetsOrderAndNothingElseChanges() {
        List<List<Detection>> found =
                List.of(List.of(new Detection(BOX, 0, .9), new Detection(BOX, 2, .8), new Detection(BOX, 1, .7)));
        DatasetDetections relabelled =
                ClassOrder.of(DATA, List.of("dog", "bird", "cat")).relabelled(found);
        assertThat(relabelled.all())
                .containsExactly(
                        new ImageDetection(0, new Detection(BOX, 1, .9)),
                        new ImageDetection(0, new Detection(BOX, 0, .8)));
        assertThat(relabelled.ofOtherClasses()).containsExactly(Map.entry("bird", 1));
    }

    @Test
    void aClassThatTheModelDoesNotKnowIsRefusedWithBothLists() {
        assertThatThrownBy(() -> ClassOrder.of(DATA, List.of("cat", "hound")))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll("[cat, hound]", "[cat, dog]", "[dog]", "voc:pets");
    }
}
