package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.run.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalePlanTest {
    private static final Recipe NANO = RecipeOptions.reader().read("yolov3-nano-baseline", List.of());

    @Test
    void stepsAndWorkDoNotDependOnTheNumberOfDevicesAndMessagesDo() {
        ScalePlan one = ScalePlan.of(NANO, 100, 3, 1);
        ScalePlan four = ScalePlan.of(NANO, 100, 3, 4);
        assertThat(one.steps()).isEqualTo(60 * 12);
        assertThat(four.steps()).isEqualTo(one.steps());
        assertThat(four.runsMultiplyAdds()).isEqualTo(one.runsMultiplyAdds());
        assertThat(four.stepsMultiplyAdds()).isEqualTo(one.stepsMultiplyAdds() / 4);
        assertThat(one.ringBytes() + one.masterBytes() + one.normMessages() + one.normBytes())
                .isZero();
        assertThat(four.ringBytes()).isEqualTo(3 * four.gradientBytes() / 2);
        assertThat(four.normMessages() % 12).isZero();
    }

    @Test
    void randomShapesCountByTheMeanOfTheirAreas() {
        Recipe shapes = RecipeOptions.reader()
                .read("yolov3-nano-baseline", List.of("freebies.random_shapes={sizes: [32, 96], every_batches: 1}"));
        Recipe small = RecipeOptions.reader().read("yolov3-nano-baseline", List.of("model.input_size=32"));
        assertThat(ScalePlan.of(shapes, 100, 3, 1).stepsMultiplyAdds())
                .isEqualTo(5 * ScalePlan.of(small, 100, 3, 1).stepsMultiplyAdds());
    }

    @Test
    void thePageIsWhatIsCounted() throws IOException {
        assertThat(Path.of("../docs/scaling.md"))
                .as("to be written again by ScalingPage")
                .content()
                .isEqualTo(ScalingPage.text());
        assertThat(Files.readString(Path.of("../README.md"))).contains("docs/scaling.md");
    }
}
