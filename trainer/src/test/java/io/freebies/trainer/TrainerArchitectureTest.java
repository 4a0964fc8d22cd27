package io.freebies.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.freebies.architecture.Architecture;
import org.junit.jupiter.api.Test;

class TrainerArchitectureTest {
    private final JavaClasses classes = Architecture.classes();

    @Test
    void generalRulesHold() {
        Architecture.rules().forEach(rule -> rule.check(classes));
    }

    @Test
    void onlyTheSwitchboardAndTheListOfKeysMentionFreebies() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..trainer.freebie..")
                .and()
                .doNotHaveSimpleName("TrainingPlan")
                .and()
                .doNotHaveSimpleName("PretrainingPlan")
                .and()
                .doNotHaveSimpleName("PretrainRecipe")
                .and()
                .doNotHaveSimpleName("RecipeOptions")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..trainer.freebie..")
                .because("a freebie is one file, one seam, one switch")
                .check(classes);
    }

    @Test
    void noFreebieIsHandedTheGraph() {
        noClasses()
                .that()
                .resideInAPackage("..trainer.freebie..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.freebies.graph.Graph")
                .because("a freebie can change the weights and nothing else")
                .check(classes);
    }

    @Test
    void freebiesAreRecords() {
        classes()
                .that()
                .resideInAPackage("..trainer.freebie..")
                .and()
                .doNotHaveSimpleName("Freebies")
                .and()
                .doNotHaveSimpleName("package-info")
                .and()
                .areTopLevelClasses()
                .should()
                .beRecords()
                .because("their components are their hyper-parameters")
                .check(classes);
    }
}
