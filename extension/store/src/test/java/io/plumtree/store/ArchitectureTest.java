package io.plumtree.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.plumtree.store");

    @Test
    void knowsTheJdkAndCoreAlone() {
        classes().should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.plumtree.store", "io.plumtree.core..", "io.plumtree.api", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void hasNoThreadAndNoClockOfItsOwn() {
        noClasses().should().dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.Thread|java\\.util\\.Timer|java\\.time\\.Clock")
                .orShould().callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime")
                .check(CLASSES);
    }

    @Test
    void needsNoReflectionOutsideOfTheJdk() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("java.lang.reflect..", "sun..").check(CLASSES);
    }
}
