package io.freebies.trainer.djl;

import static io.freebies.trainer.djl.ReplicaRun.DETECTOR;
import static io.freebies.trainer.djl.ReplicaRun.LOSS;
import static io.freebies.trainer.djl.ReplicaRun.SIZE;
import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.box.Box;
import io.freebies.trainer.augment.TrainingObject;
import io.freebies.trainer.loss.YoloTargets;
import io.freebies.zoo.YoloGrid;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class PartTest {
    @Test
    void theTargetsOfPartsAreThoseOfTheirPictures() {
        IntFunction<List<TrainingObject>> objects = picture -> Collections.nCopies(
                picture, new TrainingObject(new Box(9 * picture, 5, 9 + 9 * picture, 33), picture, 0.5));
        YoloGrid grid = new YoloGrid(SIZE, DETECTOR.spec().anchors());
        List<List<TrainingObject>> all =
                List.of(objects.apply(2), objects.apply(0), objects.apply(1), objects.apply(2), objects.apply(1));
        YoloTargets whole = YoloTargets.assign(grid, all);
        for (int from = 0; from < 5; from++) {
            for (int to = from + 1; to <= 5; to++) {
                assertThat(LOSS.part(whole, from, to)).isEqualTo(YoloTargets.assign(grid, all.subList(from, to)));
            }
        }
    }

    @Test
    void partsAreAsEqualAsCanBe() {
        assertThat(Part.sizes(8, 2)).containsExactly(4, 4);
        assertThat(Part.sizes(8, 3)).containsExactly(3, 3, 2);
        assertThat(Part.sizes(7, 4)).containsExactly(2, 2, 2, 1);
        assertThat(Part.sizes(3, 3)).containsExactly(1, 1, 1);
    }
}
