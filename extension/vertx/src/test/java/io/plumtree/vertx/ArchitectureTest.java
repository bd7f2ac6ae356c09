package io.plumtree.vertx;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.plumtree.vertx");

    @Test
    void knowsNoContainer() {
        noClasses().should().dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..", "io.quarkus..", "io.smallrye..")
                .check(CLASSES);
    }

    @Test
    void usesThePublicApiOfVertxAlone() {
        noClasses().should().dependOnClassesThat()
                .resideInAnyPackage("io.vertx.core.impl..", "io.vertx.core.net.impl..", "io.netty.util.internal..")
                .check(CLASSES);
    }
}
