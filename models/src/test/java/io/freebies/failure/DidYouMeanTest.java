package io.freebies.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {
    private static final List<String> KNOWN = List.of("voc", "coco", "bottle", "dining table");

    @Test
    void namesTheNearestWord() {
        assertThat(DidYouMean.hint("botle", KNOWN)).isEqualTo("; did you mean 'bottle'?");
        assertThat(DidYouMean.hint("vco", KNOWN)).isEqualTo("; did you mean 'voc'?");
        assertThat(DidYouMean.hint("diningtable", KNOWN)).isEqualTo("; did you mean 'dining table'?");
    }

    @Test
    void ignoresCase() {
        assertThat(DidYouMean.hint("VOC", KNOWN)).isEqualTo("; did you mean 'voc'?");
    }

    @Test
    void staysSilentWhereNothingIsNear() {
        assertThat(DidYouMean.hint("zebra", KNOWN)).isEmpty();
        assertThat(DidYouMean.hint("voc", List.of())).isEmpty();
    }
}
