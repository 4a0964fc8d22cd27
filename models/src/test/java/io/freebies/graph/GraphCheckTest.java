package io.freebies.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GraphCheckTest {
    private static final Shape SHAPE = Shape.of(Shape.BATCH, 4);
    private static final Value X = value("x");
    private static final Node FIRST = node("a", X);
    private static final Node SECOND = node("b", FIRST.output());

    private static Value value(String name) {
        return new Value(name, DType.FLOAT32, SHAPE);
    }

    private static Node node(String name, Value... inputs) {
        Op op = inputs.length == 1 ? new Op.Relu() : new Op.Add();
        return new Node(name, op, List.of(inputs), List.of(value(name)));
    }

    private static ParamSpec param(String name) {
        return new ParamSpec(value(name), ParamSpec.Role.BIAS, new Initialiser.Fill(0));
    }

    private static List<String> problems(List<ParamSpec> params, List<Node> nodes, Value... outputs) {
        return GraphCheck.problems(new Graph("g", List.of(X), params, List.of(), nodes, List.of(outputs)));
    }

    @Test
    void aSoundGraphHasNoProblems() {
        assertThat(problems(List.of(), List.of(FIRST, SECOND), SECOND.output())).isEmpty();
    }

    @Test
    void namesMustBeUnique() {
        assertThat(problems(List.of(), List.of(FIRST, node("x", FIRST.output())), value("x")))
                .contains("the name x is declared twice");
    }

    @Test
    void nodesMustBeInTopologicalOrder() {
        assertThat(problems(List.of(), List.of(SECOND, FIRST), SECOND.output()))
                .containsExactly("node b reads a: float32 [batch, 4], which nothing before it makes");
    }

    @Test
    void everyParameterMustBeUsedOnce() {
        ParamSpec p = param("p");
        Node sum = node("sum", X, p.value());
        Node again = node("again", sum.output(), p.value());
        assertThat(problems(List.of(p, param("q")), List.of(sum, again), again.output()))
                .containsExactly(
                        "expected parameter p to be used once, found 2 uses",
                        "expected parameter q to be used once, found 0 uses");
    }

    @Test
    void shapesMustAgreeWithTheOperators() {
        Value wide = new Value("a", DType.FLOAT32, Shape.of(Shape.BATCH, 5));
        Node wrong = new Node("a", new Op.Relu(), List.of(X), List.of(wide));
        assertThat(problems(List.of(), List.of(wrong), wide))
                .singleElement()
                .asString()
                .contains("node a: expected outputs", "[batch, 4]", "[batch, 5]");
        Node impossible = new Node("a", new Op.Add(), List.of(X), List.of(value("a")));
        assertThat(problems(List.of(), List.of(impossible), value("a")))
                .containsExactly("node a: expected 2 to 2 inputs, found 1");
    }

    @Test
    void outputsMustExistAndBeMade() {
        assertThat(problems(List.of(), List.of())).containsExactly("there is no output");
        assertThat(problems(List.of(), List.of(), value("y")))
                .containsExactly("nothing makes output y: float32 [batch, 4]");
    }

    @Test
    void everyNodeMustReachAnOutput() {
        List<String> found = problems(List.of(), List.of(FIRST, SECOND, node("c", X)), SECOND.output());
        assertThat(found).containsExactly("node c reaches no output");
        assertThat(Stream.of(FIRST.output()).map(o -> problems(List.of(), List.of(FIRST, SECOND), o)))
                .containsExactly(List.of("node b reaches no output"));
    }
}
