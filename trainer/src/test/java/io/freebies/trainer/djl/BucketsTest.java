package io.freebies.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.freebies.graph.DType;
import io.freebies.graph.Initialiser;
import io.freebies.graph.ParamSpec;
import io.freebies.graph.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class BucketsTest {
    /** One larger than a bucket, some that share one, each kind apart. */
    @Test
    void bucketsCarryEveryChosenArrayWhole() {
        Map<String, ParamSpec> specs = new LinkedHashMap<>();
        long[] counts = {7, 5_000_000, 3, 2_000_000, 7_000_000, 1, 1};
        for (int i = 0; i < counts.length; i++) {
            ParamSpec.Role role = i == 2 ? ParamSpec.Role.RUNNING_MEAN : ParamSpec.Role.KERNEL;
            Value value = new Value("p" + i, DType.FLOAT32, io.freebies.graph.Shape.of(1, counts[i]));
            specs.put("p" + i, new ParamSpec(value, role, new Initialiser.Fill(0)));
        }
        Buckets buckets = new Buckets(specs, spec -> spec.role().trained());
        Map<String, Double> sums = new LinkedHashMap<>();
        try (NDManager manager = DjlEngine.open("cpu")) {
            Map<String, NDArray> sources = new LinkedHashMap<>();
            specs.forEach((name, spec) -> sources.put(
                    name,
                    manager.full(new Shape(spec.value().shape().toArray()), Integer.parseInt(name.substring(1)) + 1f)));
            buckets.carry(sources::get, manager, manager, (name, array) -> {
                assertThat(array.getShape())
                        .isEqualTo(Objects.requireNonNull(sources.get(name)).getShape());
                sums.put(name, (double) array.mean().getFloat());
            });
        }
        assertThat(sums).isEqualTo(Map.of("p0", 1.0, "p1", 2.0, "p3", 4.0, "p4", 5.0, "p5", 6.0, "p6", 7.0));
    }
}
