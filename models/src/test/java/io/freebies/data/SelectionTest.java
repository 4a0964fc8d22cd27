package io.freebies.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.freebies.box.Box;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final Dataset PETS = new Dataset(
            "voc:pets:train",
            List.of("ant", "cat", "dog"),
            List.of(image("one", 0, 1), image("two", 2), image("three")),
            List.of("four.jpg: no such picture"));

    @Test
    void nothingChosenIsTheDataSetItself() {
        assertThat(select(List.of(), 0)).isEqualTo(PETS);
        assertThat(select(List.of(), 3)).isEqualTo(PETS);
        assertThat(select(List.of("ant", "cat", "dog"), 9)).isEqualTo(PETS);
    }

    @Test
    void chosenClassesAreLabelledInTheirOrderAndPicturesWithoutThemStay() {
        Dataset chosen = select(List.of("dog", "ant"), 0);
        assertThat(chosen.classes()).containsExactly("dog", "ant");
        assertThat(chosen.images())
                .extracting(
                        LabelledImage::id,
                        image ->
                                image.objects().stream().map(GroundTruth::label).toList())
                .containsExactly(tuple("one", List.of(1)), tuple("two", List.of(0)), tuple("three", List.of()));
    }

    @Test
    void whatGoesIsCountedBesideWhatWasLeftOutBefore() {
        assertThat(select(List.of("cat"), 1).leftOut())
                .containsExactly(
                        "four.jpg: no such picture",
                        "2 of 3 objects, of other classes",
                        "2 of 3 pictures, with --limit 1");
    }

    @Test
    void choosingInAnyOrderIsTheSame() {
        Selection classes = new Selection(Optional.of(List.of("cat", "dog")), OptionalInt.empty());
        Selection limit = new Selection(Optional.empty(), OptionalInt.of(2));
        assertThat(classes.apply(limit.apply(PETS)).images())
                .isEqualTo(limit.apply(classes.apply(PETS)).images())
                .hasSize(2);
    }

    @Test
    void anUnknownClassIsRefused() {
        assertThatThrownBy(() -> select(List.of("cat", "dogg"), 0))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("found 'dogg'; did you mean 'dog'?");
    }

    private static Dataset select(List<String> classes, int limit) {
        OptionalInt most = limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit);
        return new Selection(Optional.of(classes).filter(c -> !c.isEmpty()), most).apply(PETS);
    }

    private static LabelledImage image(String id, int... labels) {
        List<GroundTruth> objects = java.util.Arrays.stream(labels)
                .mapToObj(label -> new GroundTruth(new Box(label, 0, 9, 9), label))
                .toList();
        return new LabelledImage(id, Path.of(id + ".jpg"), 20, 20, objects);
    }
}
