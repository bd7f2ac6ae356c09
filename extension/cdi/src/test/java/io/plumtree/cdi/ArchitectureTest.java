package io.plumtree.cdi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.plumtree.cdi");

    @Test
    void runsInEveryContainer() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("io.quarkus..", "io.smallrye..",
                "org.jboss.weld..", "org.eclipse.microprofile.config..", "org.eclipse.microprofile.metrics..")
                .check(CLASSES);
    }

    @Test
    void leavesTheEventLoopToTheNode() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("io.vertx..", "io.netty..").check(CLASSES);
    }

    @Test
    void needsMicroProfileHealthForTheChecksOnly() {
        noClasses().that().doNotHaveSimpleName("PlumtreeLiveness").and().doNotHaveSimpleName("PlumtreeReadiness").and()
                .doNotHaveSimpleName("PlumtreeStartup")
                .and().doNotHaveSimpleName("HealthReport")
                .should().dependOnClassesThat().resideInAPackage("org.eclipse.microprofile.health..").check(CLASSES);
    }
}
