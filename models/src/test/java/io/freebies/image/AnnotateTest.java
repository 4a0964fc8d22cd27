package io.freebies.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.box.Box;
import io.freebies.box.Detection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;

class AnnotateTest {
    private static final List<String> CLASSES = List.of("cat", "dog");

    private final Mat picture = Pictures.of(new byte[200 * 100 * 3], 200, 100);

    @Test
    void thePictureGivenIsNotChanged() {
        byte[] before = Pictures.bytes(picture);
        Mat drawn = Annotate.draw(picture, List.of(cat(new Box(20, 40, 90, 80))), CLASSES);
        assertThat(Pictures.bytes(picture)).isEqualTo(before);
        assertThat(Pictures.bytes(drawn)).isNotEqualTo(before);
    }

    @Test
    void withoutDetectionsNothingIsDrawn() {
        assertThat(Pictures.bytes(Annotate.draw(picture, List.of(), CLASSES))).isEqualTo(Pictures.bytes(picture));
    }

    @Test
    void theEdgeIsDrawnOnTheBoxInTheColourOfItsClass() {
        Mat drawn =
                Annotate.draw(picture, List.of(cat(new Box(20, 40, 90, 80)), dog(new Box(120, 40, 180, 80))), CLASSES);
        assertThat(drawn.get(79, 60)).isEqualTo(drawn.get(60, 20)).isNotEqualTo(new double[] {0, 0, 0});
        assertThat(drawn.get(79, 150)).isNotEqualTo(drawn.get(79, 60));
    }

    @Test
    void boxesBeyondTheBorderAreDrawnAsFarAsTheyGo() {
        Mat drawn = Annotate.draw(picture, List.of(cat(new Box(-50, -50, 500, 60))), CLASSES);
        assertThat(drawn.size()).isEqualTo(picture.size());
        assertThat(drawn.get(59, 100)).isNotEqualTo(new double[] {0, 0, 0});
    }

    private static Detection cat(Box box) {
        return new Detection(box, 0, 0.87);
    }

    private static Detection dog(Box box) {
        return new Detection(box, 1, 0.5);
    }
}
