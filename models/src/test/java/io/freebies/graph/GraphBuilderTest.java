package io.freebies.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {
    private final GraphBuilder builder = new GraphBuilder("g");
    private Value images = new Value("none", DType.FLOAT32, Shape.of());

    @BeforeEach
    void declareImages() {
        images = builder.input("images", DType.FLOAT32, Shape.of(Shape.BATCH, 3, 32, 32));
    }

    private Value kernel(String name, long... shape) {
        return builder.param(name, Shape.of(shape), ParamSpec.Role.KERNEL, new Initialiser.Fill(0));
    }

    @Test
    void aWrongChannelCountFailsOnItsLineNamingNodeExpectedAndFound() {
        Value w = kernel("stem.weight", 16, 4, 3, 3);
        assertThatThrownBy(() -> builder.node("stem", Op.Conv.same(3, 1, 1), images, w))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("node stem", "Conv", "expected channels / group 3, found 4", "[16, 4, 3, 3]");
    }

    @Test
    void shapesAreInferredAsNodesAreWritten() {
        Value y = builder.node("stem", Op.Conv.same(3, 2, 1), images, kernel("stem.weight", 16, 3, 3, 3));
        assertThat(y).hasToString("stem: float32 [batch, 16, 16, 16]");
        assertThat(builder.node("up", new Op.Resize(List.of(1L, 1L, 2L, 2L)), y))
                .hasToString("up: float32 [batch, 16, 32, 32]");
        assertThat(builder.node("cells", new Op.Reshape(List.of(0L, 2L, 8L, 256L)), y))
                .hasToString("cells: float32 [batch, 2, 8, 256]");
    }

    @Test
    void aNameCanBeTakenOnlyOnce() {
        assertThatThrownBy(() -> kernel("images", 1)).hasMessageContaining("the name images is taken");
    }

    @Test
    void everyBrokenRuleIsListedAtOnce() {
        kernel("unused", 2);
        assertThatThrownBy(builder::build).hasMessageContainingAll("graph g", "unused", "there is no output");
    }

    @Test
    void shapesThatDoNotMatchAreRefused() {
        Value other = builder.input("other", DType.FLOAT32, Shape.of(Shape.BATCH, 3, 31, 32));
        Value flags = builder.node("flags", new Op.Cast(DType.BOOL), images);
        assertThatThrownBy(() -> builder.node("sum", new Op.Add(), images, other))
                .hasMessageContaining("expected shapes that broadcast");
        assertThatThrownBy(() -> builder.node("join", new Op.Concat(1), images, other))
                .hasMessageContaining("input 1: expected [batch, 3, 32, 32]");
        assertThatThrownBy(() -> builder.node("cut", Op.Slice.of(1, 0, 4), images))
                .hasMessageContaining("expected a range within 0 to 3");
        assertThatThrownBy(() -> builder.node("flat", new Op.Reshape(List.of(0L, 3071L)), images))
                .hasMessageContaining("expected number of elements 3072, found 3071");
        assertThatThrownBy(() -> builder.node("mixed", new Op.Mul(), images, flags))
                .hasMessageContaining("expected two inputs of one type");
        assertThatThrownBy(() -> builder.node("best", new Op.TopK(4, 1), images))
                .hasMessageContaining("expected at least k = 4");
    }
}
