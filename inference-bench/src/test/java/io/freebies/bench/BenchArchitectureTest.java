package io.freebies.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.freebies.architecture.Architecture;
import org.junit.jupiter.api.Test;

class BenchArchitectureTest {
    private final JavaClasses classes = Architecture.classes();

    @Test
    void generalRulesHold() {
        Architecture.rules().forEach(rule -> rule.check(classes));
    }

    @Test
    void theStatisticsKnowNeitherClockNorEngine() {
        noClasses()
                .that()
                .resideInAPackage("..bench.equivalence..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..", "..verifier..", "java.time..")
                .because("what was measured can be judged again, and tested, without measuring")
                .check(classes);
    }
}
