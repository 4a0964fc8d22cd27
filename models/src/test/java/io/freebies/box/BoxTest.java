package io.freebies.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.freebies.graph.Oracle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoxTest {
    private static final List<Box> SOME = List.of(
            new Box(0, 0, 10, 10),
            new Box(5, 5, 15, 15),
            new Box(10, 0, 20, 10),
            new Box(-3, 2, 40, 4.5),
            new Box(7, 7, 7, 9),
            new Box(9, 9, 3, 3));

    private static List<Box> boxes(JsonNode field) {
        float[] b = Oracle.data(field);
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < b.length; i += 4) {
            boxes.add(new Box(b[i], b[i + 1], b[i + 2], b[i + 3]));
        }
        return boxes;
    }

    @Test
    void overlapsAreThoseOfTheReference() {
        for (JsonNode c : Oracle.cases("boxes")) {
            if (c.has("iou")) {
                List<Box> right = boxes(c.path("boxes2"));
                float[] expected = Oracle.data(c.path("iou"));
                int at = 0;
                for (Box left : boxes(c.path("boxes1"))) {
                    for (Box box : right) {
                        assertThat(left.iou(box)).isCloseTo(expected[at++], within(1e-6));
                    }
                }
            }
        }
    }

    @Test
    void iouIsSymmetricBetweenZeroAndOneAndOneOnlyForABoxWithItself() {
        for (Box a : SOME) {
            for (Box b : SOME) {
                assertThat(a.iou(b)).isEqualTo(b.iou(a)).isBetween(0.0, 1.0);
                assertThat(a.iou(b) == 1).isEqualTo(a.equals(b) && a.area() > 0);
            }
        }
    }

    @Test
    void iouDoesNotChangeWhenBothAreMovedScaledOrMirrored() {
        for (Box a : SOME) {
            for (Box b : SOME) {
                assertThat(a.shift(3, -7).iou(b.shift(3, -7))).isCloseTo(a.iou(b), within(1e-12));
                assertThat(a.scale(2, 3).iou(b.scale(2, 3))).isCloseTo(a.iou(b), within(1e-12));
                assertThat(a.mirror(100).iou(b.mirror(100))).isCloseTo(a.iou(b), within(1e-12));
            }
        }
    }

    @Test
    void touchingBoxesDoNotOverlap() {
        assertThat(new Box(0, 0, 10, 10).iou(new Box(10, 0, 20, 10))).isZero();
    }

    @Test
    void mirroringTwiceIsNothing() {
        SOME.forEach(box -> assertThat(box.mirror(64).mirror(64)).isEqualTo(box));
        assertThat(new Box(0, 1, 10, 2).mirror(64)).isEqualTo(new Box(54, 1, 64, 2));
    }

    @Test
    void clippingGivesABoxInsideAndIsIdempotent() {
        for (Box box : SOME) {
            Box clipped = box.clip(12, 8);
            assertThat(clipped.clip(12, 8)).isEqualTo(clipped);
            assertThat(clipped.x1()).isBetween(0.0, 12.0);
            assertThat(clipped.y2()).isBetween(0.0, 8.0);
        }
    }

    @Test
    void formatsAreInverse() {
        for (Box box : SOME) {
            double[] voc = BoxFormat.toVoc(box);
            assertThat(BoxFormat.fromVoc(voc[0], voc[1], voc[2], voc[3])).isEqualTo(box);
            double[] centre = BoxFormat.toCenter(box);
            assertThat(BoxFormat.fromCenter(centre[0], centre[1], centre[2], centre[3]))
                    .isEqualTo(box);
        }
        assertThat(BoxFormat.fromVoc(1, 1, 1, 1)).isEqualTo(new Box(0, 0, 1, 1));
    }

    @Test
    void sizesOfCocoSurviveWhereTheirCornersRound() {
        Box box = BoxFormat.fromCoco(236.56, 91.92, 219.72, 352.88);
        assertThat(box.x2() - box.x1()).isNotEqualTo(219.72);
        assertThat(BoxFormat.toCoco(box)).containsExactly(236.56, 91.92, 219.72, 352.88);
        assertThat(box.area()).isEqualTo(219.72 * 352.88);
    }

    @Test
    void anchorsOverlapAsBoxesAroundOnePoint() {
        AnchorSize anchor = new AnchorSize(10, 4);
        Box box = BoxFormat.fromCenter(0, 0, 10, 4);
        assertThat(anchor.iou(6, 8)).isCloseTo(box.iou(BoxFormat.fromCenter(0, 0, 6, 8)), within(1e-12));
    }
}
