package io.freebies.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;

/** The rules that hold in every module, each with its reason; modules add their own. */
public final class Architecture {
    private Architecture() {}

    /** The main classes of the module under test and of the modules it depends on. */
    public static JavaClasses classes() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("io.freebies");
    }

    /** Rules without exceptions. */
    public static List<ArchRule> rules() {
        return List.of(
                SlicesRuleDefinition.slices()
                        .matching("io.freebies.(**)")
                        .should()
                        .beFreeOfCycles()
                        .because("a package that can be read on its own can be changed on its own"),
                noClasses()
                        .should()
                        .haveNameMatching(".*(Util|Utils|Helper|Misc|Common|Manager)$")
                        .orShould()
                        .resideInAnyPackage("..util..", "..misc..", "..common..", "..helper..")
                        .because("a name must say what is inside"),
                only(
                        "ai.djl..",
                        "the engine can be replaced where it is lowered to",
                        "..trainer.djl..",
                        "..trainer.loss.."),
                only("ai.djl.pytorch..", "only the lowering knows which engine it is", "..trainer.djl.."),
                only(
                        "ai.onnx.proto..",
                        "the file format is known where files are written and read",
                        "..exporter..",
                        "..verifier.onnx.."),
                only(
                        "com.google.protobuf..",
                        "the file format is known where files are written and read",
                        "..exporter..",
                        "..verifier.onnx.."));
    }

    /** Nothing outside some packages may use a library. */
    public static ArchRule only(String library, String reason, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because(reason)
                .allowEmptyShould(true);
    }
}
