package io.plumtree.vertx;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.plumtree.vertx", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsNoContainer = noClasses().should().dependOnClassesThat().resideInAnyPackage("jakarta..",
            "org.eclipse.microprofile..", "io.quarkus..", "io.smallrye..");

    @ArchTest
    static final ArchRule usesThePublicApiOfVertxAlone = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("io.vertx.core.impl..", "io.vertx.core.net.impl..", "io.netty.util.internal..");
}
