package io.freebies.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesTest {
    @ParameterizedTest
    @CsvSource({"cpu, cpu", "cpu*2, cpu cpu", "'0,1,2,3', 0 1 2 3", "'0*2,3', 0 0 3", "'cpu,0', cpu 0"})
    void aListNamesTheDeviceOfEachReplica(String text, String each) {
        Devices devices = Devices.parse(text);
        assertThat(devices.each()).isEqualTo(List.of(each.split(" ")));
        assertThat(devices.replicas()).isEqualTo(devices.each().size());
        assertThat(devices.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tpu", "gpu0", "0,", "0 1", "-1", "cpu*0", "cpu*", "*2"})
    void whatIsNoListIsRefusedSayingWhatOneIs(String text) {
        assertThatThrownBy(() -> Devices.parse(text))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContainingAll("--devices " + text, "cpu*2", "0,1,2,3");
    }

    @Test
    void whereNormsSeeTheWholeBatchItIsNotSplitForThem() {
        assertThat(NormStatistics.OF_PART.parts(4)).isEqualTo(4);
        assertThat(NormStatistics.OF_WHOLE_BATCH.parts(4)).isEqualTo(1);
    }
}
