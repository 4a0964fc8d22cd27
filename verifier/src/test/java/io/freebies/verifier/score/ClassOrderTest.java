package io.freebies.verifier.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.box.Box;
import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.failure.Failure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassOrderTest {
    private static final GroundTruth DOG = new GroundTruth(new Box(1, 2, 3, 4), 1, 4, true, false);
    private static final Dataset DATA = new Dataset(
            "voc:pets",
            List.of("cat", "dog"),
            List.of(new LabelledImage("a", Path.of("a.jpg"), 9, 9, List.of(DOG))),
            List.of());

    @Test
    void labelsFollowTheModelsOrderAndNothingElseChanges() {
        assertThat(ClassOrder.truths(DATA, List.of("dog", "bird", "cat"))).containsExactly(List.of(DOG.withLabel(0)));
        assertThat(ClassOrder.truths(DATA, DATA.classes())).containsExactly(List.of(DOG));
    }

    @Test
    void aClassThatTheModelDoesNotKnowIsRefusedWithBothLists() {
        assertThatThrownBy(() -> ClassOrder.truths(DATA, List.of("cat", "hound")))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll("[cat, hound]", "[cat, dog]", "[dog]", "voc:pets");
    }
}
