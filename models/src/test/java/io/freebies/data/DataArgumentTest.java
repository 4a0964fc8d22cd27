package io.freebies.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.data.DataArgument.Scheme;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataArgumentTest {
    @ParameterizedTest
    @CsvSource({
        "voc:data/bccd,                 VOC,   data/bccd,       ''",
        "voc:data/bccd:test,            VOC,   data/bccd,       test",
        "voc:C:/data/bccd,              VOC,   C:/data/bccd,    ''",
        "voc:/odd:name/data:val,        VOC,   /odd:name/data,  val",
        "coco:/data/coco:val2017,       COCO,  /data/coco,      val2017",
        "yolo:.:train,                  YOLO,  .,               train",
        "synth:,                        SYNTH, '',              ''",
        "synth,                         SYNTH, '',              ''",
        "synth:test,                    SYNTH, '',              test",
        "synth::test,                   SYNTH, '',              test",
        "'synth:images=40,seed=-3:val', SYNTH, 'images=40,seed=-3', val",
        "synth:seed=7,                  SYNTH, seed=7,          ''"
    })
    void readsKindPlaceAndSplit(String text, Scheme scheme, String location, String split) {
        DataArgument argument = DataArgument.parse(text);
        assertThat(argument).isEqualTo(new DataArgument(scheme, location, split));
        assertThat(DataArgument.parse(argument.toString())).isEqualTo(argument);
    }

    @Test
    void aPlusBeforeAKindJoinsAndElsewhereIsPartOfAName() {
        assertThat(DataArgument.parseAll("voc:c++/a:val+yolo:b+c+synth:test"))
                .extracting(DataArgument::toString)
                .containsExactly("voc:c++/a:val", "yolo:b+c", "synth::test");
    }

    @ParameterizedTest
    @CsvSource({
        "vocc:data,              did you mean 'voc'",
        "/data/bccd,             expected voc:DIR[:split]",
        "voc:,                   'expected a folder, as in voc:data/mine:train, found none'",
        "voc,                    'expected a folder'",
        "synth:image=9,          did you mean 'images'",
        "synth:images=many,      'expected images=a whole number, found ''images=many'''",
        "synth:images=2,         'expected images from 5 to 100000, found 2'"
    })
    void whatIsWrongIsNamed(String text, String message) {
        assertThatThrownBy(() -> DataArgument.parse(text))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(text)
                .hasMessageContaining(message);
    }

    @Test
    void allWrongOptionsAreReportedTogether() {
        assertThatThrownBy(() -> DataArgument.parse("synth:images=0,sed=1,=,x"))
                .hasMessageContaining("4 problems")
                .hasMessageContaining("did you mean 'seed'");
    }

    @Test
    void theDefaultSplitIsOnlyForArgumentsWithout() {
        assertThat(DataArgument.parse("voc:a").withDefaultSplit("test")).hasToString("voc:a:test");
        assertThat(DataArgument.parse("voc:a:val").withDefaultSplit("test")).hasToString("voc:a:val");
    }

    @Test
    void cocoIsTestedOnItsValidationSplit() {
        assertThat(DataArgument.parse("coco:a").withDefaultSplit("test")).hasToString("coco:a:val");
        assertThat(DataArgument.parse("coco:a").withDefaultSplit("trainval")).hasToString("coco:a:train");
        assertThat(DataArgument.parse("coco:a:test").withDefaultSplit("val")).hasToString("coco:a:test");
    }
}
