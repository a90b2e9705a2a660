package dev.rapport.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the contract leans on. */
@AnalyzeClasses(packages = "dev.rapport.events", importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {

    @ArchTest
    static final ArchRule LEANS_ON_LITTLE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.rapport.events",
                    "com.fasterxml.jackson.core..",
                    "org.apache.kafka.common.header..",
                    "org.jspecify.annotations")
            .because("every service and many a foreign reader takes this module: a framework here is one everywhere");
}
