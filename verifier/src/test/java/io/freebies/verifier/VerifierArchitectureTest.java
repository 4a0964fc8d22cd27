package io.freebies.verifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.freebies.architecture.Architecture;
import org.junit.jupiter.api.Test;

class VerifierArchitectureTest {
    private final JavaClasses classes = Architecture.classes();

    @Test
    void generalRulesHold() {
        Architecture.rules().forEach(rule -> rule.check(classes));
    }

    @Test
    void sessionsAreOpenedInOnePlace() {
        Architecture.only(
                        "ai.onnxruntime..",
                        "options, providers and refusals are the same wherever a model runs",
                        "..verifier.runtime..")
                .check(classes);
    }

    @Test
    void theFileIsReadWithoutTheRuntime() {
        noClasses()
                .that()
                .resideInAPackage("..verifier.onnx..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..", "..verifier.runtime..")
                .because("identity is proved from the files alone")
                .check(classes);
    }
}
