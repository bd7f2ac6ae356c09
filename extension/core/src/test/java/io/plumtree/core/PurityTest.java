package io.plumtree.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The core is pure: nothing in it but the JDK, no clock, thread, lock, socket, logger or unseeded randomness. */
class PurityTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.plumtree");

    @Test
    void nothingButTheJdk() {
        classes().should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.crypto..", "io.plumtree.api..", "io.plumtree.core..",
                        "org.jspecify.annotations..")
                .check(CORE);
    }

    @Test
    void onlyTheWireOfMembershipEncrypts() {
        noClasses().that().resideOutsideOfPackage("io.plumtree.core.membership.wire").should().dependOnClassesThat()
                .resideInAPackage("javax.crypto..").check(CORE);
    }

    @Test
    void noThreadsLocksSocketsOrLoggers() {
        noClasses().that().resideInAPackage("io.plumtree.core..")
                .should().dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent..", "java.net..", "java.nio.channels..", "java.util.logging..",
                        "java.io..")
                .check(CORE);
    }

    @Test
    void noClock() {
        noClasses().that().resideInAPackage("io.plumtree.core..").should()
                .callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis").orShould()
                .callMethod(java.time.Instant.class, "now").orShould().dependOnClassesThat()
                .areAssignableTo(java.time.Clock.class).check(CORE);
    }

    @Test
    void noRandomnessOfItsOwn() {
        noClasses().should().dependOnClassesThat()
                .areAssignableTo(Random.class).orShould().callMethod(UUID.class, "randomUUID").orShould()
                .callMethod(Math.class, "random").check(CORE);
    }

    @Test
    void noOrderThatTwoJvmsDoNotShare() {
        noClasses().that().resideInAPackage("io.plumtree.core..")
                .should().callConstructor(HashMap.class).orShould().callConstructor(HashSet.class).check(CORE);
    }

    @Test
    void arrows() {
        layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer("api").definedBy("io.plumtree.api")
                .layer("util").definedBy("io.plumtree.core.util")
                .layer("message").definedBy("io.plumtree.core.message")
                .layer("node").definedBy("io.plumtree.core")
                .layer("overlay").definedBy("io.plumtree.core.overlay")
                .layer("tree").definedBy("io.plumtree.core.tree")
                .layer("store").definedBy("io.plumtree.core.store")
                .layer("broadcast").definedBy("io.plumtree.core.broadcast")
                .layer("sync").definedBy("io.plumtree.core.sync")
                .layer("wire").definedBy("io.plumtree.core.wire")
                .layer("membership").definedBy("io.plumtree.core.membership")
                .layer("membership message").definedBy("io.plumtree.core.membership.message")
                .layer("membership wire").definedBy("io.plumtree.core.membership.wire")
                .whereLayer("wire").mayOnlyBeAccessedByLayers("membership wire")
                .whereLayer("membership message").mayOnlyBeAccessedByLayers("membership wire", "membership")
                .whereLayer("membership wire").mayOnlyBeAccessedByLayers("membership")
                .whereLayer("membership").mayNotBeAccessedByAnyLayer()
                .whereLayer("broadcast").mayOnlyBeAccessedByLayers("node")
                .whereLayer("store").mayOnlyBeAccessedByLayers("broadcast", "node")
                .whereLayer("tree").mayOnlyBeAccessedByLayers("broadcast", "node")
                .whereLayer("sync").mayOnlyBeAccessedByLayers("broadcast", "node")
                .whereLayer("overlay").mayOnlyBeAccessedByLayers("tree", "broadcast", "sync", "node").check(CORE);
    }
}
