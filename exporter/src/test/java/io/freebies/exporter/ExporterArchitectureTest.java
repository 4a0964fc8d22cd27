package io.freebies.exporter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.freebies.architecture.Architecture;
import org.junit.jupiter.api.Test;

class ExporterArchitectureTest {
    private final JavaClasses classes = Architecture.classes();

    @Test
    void generalRulesHold() {
        Architecture.rules().forEach(rule -> rule.check(classes));
    }

    @Test
    void exportsNeedNoEngine() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..", "ai.djl..")
                .because("a file is written from a graph and numbers alone, on any machine")
                .check(classes);
    }
}
