package io.freebies.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freebies.box.AnchorSize;
import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.trainer.augment.TrainingObject;
import io.freebies.trainer.loss.YoloTargets.Positive;
import io.freebies.zoo.ModelZoo;
import io.freebies.zoo.YoloGrid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YoloTargetsTest {
    private final YoloGrid grid = new YoloGrid(
            416, ModelZoo.defaultSpec("yolov3-darknet53", List.of("a", "b")).anchors());

    private YoloTargets assign(TrainingObject... objects) {
        return YoloTargets.assign(grid, List.of(List.of(objects)));
    }

    private static TrainingObject square(double cx, double cy, double side, double weight) {
        return new TrainingObject(BoxFormat.fromCenter(cx, cy, side, side), 1, weight);
    }

    @Test
    void squaresChooseTheAnchorsThatTheReferenceChooses() {
        Map<Integer, AnchorSize> expected = Map.of(
                20, new AnchorSize(16, 30),
                40, new AnchorSize(62, 45),
                80, new AnchorSize(116, 90),
                160, new AnchorSize(156, 198),
                300, new AnchorSize(373, 326));
        expected.forEach((side, anchor) -> {
            int best = YoloTargets.bestAnchor(grid, new Box(0, 0, side, side));
            assertThat(grid.anchors().get(best)).isEqualTo(anchor);
        });
    }

    @Test
    void anObjectIsThePositiveOfItsCellAndDecodesBackToItsBox() {
        Box box = new Box(100, 37, 190, 177);
        YoloTargets targets = assign(new TrainingObject(box, 1, 0.4));
        int anchor = YoloTargets.bestAnchor(grid, box);
        int stride = YoloGrid.STRIDES.get(anchor / 3);
        int column = (int) (box.centerX() / stride);
        int row = (int) (box.centerY() / stride);
        assertThat(targets.positives()).containsOnlyKeys(grid.prediction(anchor, column, row));
        Positive p = targets.positives().values().iterator().next();
        assertThat((p.x() + column) * stride).isCloseTo(box.centerX(), within(1e-9));
        assertThat((p.y() + row) * stride).isCloseTo(box.centerY(), within(1e-9));
        assertThat(Math.exp(p.logWidth()) * grid.anchors().get(anchor).width()).isCloseTo(90, within(1e-9));
        assertThat(Math.exp(p.logHeight()) * grid.anchors().get(anchor).height())
                .isCloseTo(140, within(1e-9));
        assertThat(p.boxWeight()).isCloseTo(2 - 90.0 * 140 / (416 * 416), within(1e-12));
        assertThat(p.weight()).isEqualTo(0.4);
        assertThat(p.label()).isEqualTo(1);
    }

    @Test
    void theLaterOfTwoObjectsForOnePredictionHasIt() {
        YoloTargets targets = assign(square(100, 100, 40, 0.3), square(101, 101, 40, 0.7));
        assertThat(targets.positives()).hasSize(1);
        assertThat(targets.positives().values().iterator().next().weight()).isEqualTo(0.7);
        assertThat(targets.truths().get(0)).hasSize(2);
    }

    @Test
    void aCentreOnTheFarBorderStaysInTheLastCell() {
        YoloTargets targets = assign(new TrainingObject(new Box(396, 396, 436, 436), 0, 1));
        Positive p = targets.positives().values().iterator().next();
        assertThat(p.x()).isEqualTo(1);
        assertThat(p.y()).isEqualTo(1);
    }

    @Test
    void aPictureWithoutObjectsHasNoPositives() {
        assertThat(assign().positives()).isEmpty();
    }
}
