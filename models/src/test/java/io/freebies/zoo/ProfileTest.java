package io.freebies.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.graph.Graph;
import io.freebies.graph.GraphText;
import org.junit.jupiter.api.Test;

class ProfileTest {
    @Test
    void outputShapesAreAsDocumented() {
        Detector nano = ModelZoo.detector(ModelZooTest.spec("yolov3-nano", 3));
        assertThat(nano.inference(Profile.RAW).outputs()).hasSize(3);
        assertThat(nano.inference(Profile.DECODED).outputs()).hasToString("[output0: float32 [batch, 7, 3087]]");
        assertThat(nano.inference(Profile.NMS).outputs()).hasToString("[detections: float32 [batch, 100, 6]]");
    }

    @Test
    void everyProfileOfEveryNetworkSurvivesItsText() {
        for (String model : ModelZoo.names()) {
            for (Profile profile : Profile.values()) {
                Graph graph = ModelZoo.detector(ModelZooTest.spec(model, 2)).inference(profile);
                assertThat(GraphText.parse(GraphText.print(graph))).isEqualTo(graph);
            }
        }
    }
}
