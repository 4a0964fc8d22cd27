package io.freebies.verifier.elephant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freebies.box.Box;
import io.freebies.box.Detection;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectTest {
    private static final Box PLACE = new Box(100, 100, 140, 140);
    private static final Box FAR = new Box(0, 0, 40, 40);
    private static final Detection CAT = new Detection(FAR, 0, 0.8);
    private static final double THRESHOLD = 0.3;

    private static Effect effect(List<Detection> alone, Detection... beside) {
        return Effect.of(alone, List.of(beside), PLACE, THRESHOLD);
    }

    private static void assertEffect(Effect found, int others, int vanished, int changed, double drop) {
        assertThat(List.of(found.others(), found.vanished(), found.changed()))
                .containsExactly(others, vanished, changed);
        assertThat(found.drop()).isCloseTo(drop, within(1e-12));
    }

    @Test
    void aDetectionThatStaysOnlyLosesConfidence() {
        assertEffect(effect(List.of(CAT), new Detection(FAR.shift(3, 0), 0, 0.5)), 1, 0, 0, 0.3);
        assertEffect(effect(List.of(CAT), new Detection(FAR, 0, 0.9)), 1, 0, 0, -0.1);
    }

    @Test
    void oneThatIsGoneOrUnsureOrElsewhereHasVanished() {
        assertEffect(effect(List.of(CAT)), 1, 1, 0, 0.8);
        assertEffect(effect(List.of(CAT), new Detection(FAR, 0, 0.3)), 1, 1, 0, 0.5);
        assertEffect(effect(List.of(CAT), new Detection(FAR.shift(20, 0), 0, 0.8)), 1, 1, 0, 0.8);
    }

    @Test
    void oneThatIsAnotherClassNowHasChanged() {
        assertEffect(effect(List.of(CAT), new Detection(FAR, 1, 0.6)), 1, 0, 1, 0.8);
        assertEffect(effect(List.of(CAT), new Detection(FAR, 1, 0.6), new Detection(FAR, 0, 0.2)), 1, 0, 1, 0.6);
        assertEffect(effect(List.of(CAT), new Detection(FAR, 1, 0.2)), 1, 1, 0, 0.8);
    }

    @Test
    void aClassThatWasThereBeforeDoesNotTakeThePlaceOfOneThatVanished() {
        Detection dog = new Detection(FAR, 1, 0.6);
        assertEffect(effect(List.of(CAT, dog), dog), 2, 1, 0, 0.8);
    }

    @Test
    void whatTheAlienTouchesAndWhatIsUnsureDoesNotCount() {
        Detection touched = new Detection(new Box(130, 130, 180, 180), 0, 0.9);
        Detection unsure = new Detection(FAR, 0, 0.3);
        assertEffect(effect(List.of(touched, unsure)), 0, 0, 0, 0);
        assertThat(Effect.NONE.flipRate()).isNaN();
        Detection neighbour = new Detection(new Box(140, 100, 180, 140), 0, 0.9);
        assertEffect(effect(List.of(neighbour), neighbour), 1, 0, 0, 0);
    }

    @Test
    void flippedAreThoseThatVanishedOrChanged() {
        Detection stays = new Detection(FAR.shift(0, 200), 0, 0.7);
        Detection dog = new Detection(FAR, 1, 0.6);
        assertThat(Effect.flipped(List.of(CAT, stays), List.of(stays, dog), PLACE, THRESHOLD))
                .containsExactly(CAT);
    }

    @Test
    void effectsAddUp() {
        Effect one = new Effect(4, 1, 1, 0.4);
        assertThat(one.plus(one)).isEqualTo(one.times(2));
        assertThat(one.flipRate()).isEqualTo(0.5);
        assertThat(one.meanDrop()).isEqualTo(0.1);
    }
}
