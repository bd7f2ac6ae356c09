package io.plumtree.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import java.util.UUID;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The core is pure: nothing in it but the JDK, no clock, thread, lock, socket, logger or unseeded randomness. */
@AnalyzeClasses(packages = "io.plumtree", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {

    @ArchTest
    static final ArchRule nothingButTheJdk = classes().should().onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.plumtree.api..", "io.plumtree.core..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule noThreadsLocksSocketsOrLoggers = noClasses().that().resideInAPackage("io.plumtree.core..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..", "java.net..", "java.nio.channels..", "java.util.logging..",
                    "java.io..");

    @ArchTest
    static final ArchRule noClock = noClasses().that().resideInAPackage("io.plumtree.core..").should()
            .callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis").orShould()
            .callMethod(java.time.Instant.class, "now").orShould().dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class);

    @ArchTest
    static final ArchRule noRandomnessOfItsOwn = noClasses().should().dependOnClassesThat()
            .areAssignableTo(Random.class).orShould().callMethod(UUID.class, "randomUUID").orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule noOrderThatTwoJvmsDoNotShare = noClasses().that().resideInAPackage("io.plumtree.core..")
            .should().callConstructor(HashMap.class).orShould().callConstructor(HashSet.class);

    @ArchTest
    static final ArchRule arrows = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("api").definedBy("io.plumtree.api")
            .layer("util").definedBy("io.plumtree.core.util")
            .layer("message").definedBy("io.plumtree.core.message")
            .layer("node").definedBy("io.plumtree.core")
            .layer("overlay").definedBy("io.plumtree.core.overlay")
            .layer("tree").definedBy("io.plumtree.core.tree")
            .layer("store").definedBy("io.plumtree.core.store")
            .layer("broadcast").definedBy("io.plumtree.core.broadcast")
            .layer("wire").definedBy("io.plumtree.core.wire")
            .whereLayer("wire").mayNotBeAccessedByAnyLayer()
            .whereLayer("broadcast").mayOnlyBeAccessedByLayers("node")
            .whereLayer("store").mayOnlyBeAccessedByLayers("broadcast")
            .whereLayer("tree").mayOnlyBeAccessedByLayers("broadcast", "node")
            .whereLayer("overlay").mayOnlyBeAccessedByLayers("tree", "broadcast", "node");
}
