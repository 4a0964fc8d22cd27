package io.freebies.data.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.box.Box;
import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitStatisticsTest {
    @Test
    void crowdsAreCountedApart() {
        Box box = new Box(0, 0, 40, 10);
        SplitStatistics counted = of(
                new GroundTruth(box, 0),
                new GroundTruth(box, 1, 400, true, false),
                new GroundTruth(box, 1, 400, false, true));
        assertThat(counted.objects()).isEqualTo(2);
        assertThat(counted.difficult()).isEqualTo(1);
        assertThat(counted.crowds()).isEqualTo(1);
        assertThat(counted.perClass()).isEqualTo(Map.of("cat", 1, "dog", 1, "yak", 0));
        assertThat(counted.aspects()).containsExactly(4.0, 4.0, 4.0);
        assertThat(counted.pictures()).isEqualTo(2);
        assertThat(counted.withoutObjects()).isEqualTo(1);
    }

    @Test
    void sizesGoByTheAreaOfTheObjectAndSidesByTheBox() {
        SplitStatistics counted = of(
                new GroundTruth(new Box(0, 0, 32, 32), 0),
                new GroundTruth(new Box(0, 0, 33, 32), 0),
                new GroundTruth(new Box(0, 0, 97, 97), 0, 500, false, false),
                new GroundTruth(new Box(0, 0, 200, 200), 0),
                new GroundTruth(new Box(0, 0, 0.5, 0.5), 0));
        assertThat(counted.bySize()).isEqualTo(Map.of("small", 3, "medium", 1, "large", 1));
        assertThat(counted.bySide()).isEqualTo(Map.of(1, 1, 32, 2, 64, 1, 128, 1));
    }

    @Test
    void nothingAtAllIsLegal() {
        assertThat(of().aspects()).isEmpty();
        assertThat(of().bySize()).containsOnlyKeys(SplitStatistics.SIZES);
    }

    private static SplitStatistics of(GroundTruth... objects) {
        return SplitStatistics.of(new Dataset(
                "made",
                List.of("cat", "dog", "yak"),
                List.of(
                        new LabelledImage("a", Path.of("a.jpg"), 300, 300, List.of(objects)),
                        new LabelledImage("b", Path.of("b.jpg"), 300, 300, List.of())),
                List.of()));
    }
}
