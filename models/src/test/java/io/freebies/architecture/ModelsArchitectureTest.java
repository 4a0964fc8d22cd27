package io.freebies.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelsArchitectureTest {
    /** Each package may know those before it; the first three know nothing of each other. */
    private static final List<String> ORDER =
            List.of("failure", "graph", "box", "zoo", "image", "data", "score", "run", "command");

    private final JavaClasses classes = Architecture.classes();

    @Test
    void theScanFoundTheClasses() {
        assertThat(classes.size()).isGreaterThan(60);
    }

    @Test
    void generalRulesHold() {
        Architecture.rules().forEach(rule -> rule.check(classes));
    }

    @Test
    void packagesKnowOnlyThoseToTheirLeft() {
        IntStream.range(0, ORDER.size()).forEach(i -> {
            String[] later = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(name -> "io.freebies." + name + "..")
                    .toArray(String[]::new);
            if (later.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("io.freebies." + ORDER.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later)
                        .because("the contract is read from left to right: " + ORDER)
                        .check(classes);
            }
        });
    }
}
