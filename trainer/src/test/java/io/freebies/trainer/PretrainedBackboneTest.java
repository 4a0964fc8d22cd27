package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.graph.Sha256;
import io.freebies.graph.Weights;
import io.freebies.run.RecipeReader;
import io.freebies.zoo.ModelZoo;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PretrainedBackboneTest {
    private static final int MOST_BYTES = 4_000_000;

    static List<String> names() {
        return PretrainedBackbone.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatShipsIsTheWholeBackboneUnderTheDetectorsNamesAndShapes(String name) throws IOException {
        Weights weights = PretrainedBackbone.open("shipped:" + name).weights();
        assertThat(weights.mismatches(ModelZoo.backbone("yolov3-nano", 224))).isEmpty();
        for (var tensor : weights.tensors().values()) {
            for (float number : tensor.data()) {
                assertThat(Float.isFinite(number)).isTrue();
            }
        }
        URL file = PretrainedBackbone.class.getResource("backbones/" + name + ".safetensors");
        assertThat(Objects.requireNonNull(file).openConnection().getContentLength())
                .isLessThan(MOST_BYTES);
    }

    @ParameterizedTest
    @MethodSource("names")
    void itSaysHowToMakeItAgain(String name) throws Exception {
        var metadata = PretrainedBackbone.open("shipped:" + name).weights().metadata();
        String recipe = name.replace("nano", "nano-pretrain");
        String text = RecipeReader.print(PretrainCommand.reader().read(PretrainRecipe.class, recipe, List.of()));
        assertThat(metadata)
                .as("the recipe that ships is the one that made it")
                .containsEntry("provenance.recipe_sha256", Sha256.of(RecipeReader.training(text)))
                .containsEntry("provenance.data", "synth-classes:classes=64,images=16000,test=2000,seed=1")
                .containsEntry("provenance.seed", "0")
                .containsKeys("provenance.engine", "provenance.held_out_accuracy");
    }
}
