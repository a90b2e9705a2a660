package dev.rapport.care;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The lines of the architecture that this service must not cross. */
@AnalyzeClasses(packages = "dev.rapport", importOptions = DoNotIncludeTests.class)
final class LayersTest {
    @ArchTest
    static final ArchRule THE_MIDDLE_IS_PURE = classes()
            .that()
            .resideInAnyPackage("dev.rapport.care..model..", "dev.rapport.care.join..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.math..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify..",
                    "dev.rapport.events..",
                    "dev.rapport.policy..",
                    "dev.rapport.text..",
                    "dev.rapport.care..model..",
                    "dev.rapport.care.join..")
            .because("a decision that needs no database can be tested by law and replayed");

    @ArchTest
    static final ArchRule NOBODY_ASKS_THE_TIME = noClasses()
            .that()
            .resideInAPackage("dev.rapport.care..")
            .should()
            .callMethod(Instant.class, "now")
            .because("time is passed in, so the past can be replayed");

    @ArchTest
    static final ArchRule ADAPTERS_KEEP_TO_THEMSELVES = classes()
            .that()
            .resideInAPackage("dev.rapport.care..adapter..")
            .and()
            .haveSimpleNameNotEndingWith("package-info")
            .should()
            .notBePublic()
            .andShould()
            .haveModifier(JavaModifier.FINAL)
            .because("what is behind a port can be changed without anybody noticing");

    @ArchTest
    static final ArchRule SERVICES_SHARE_EVENTS_NOT_CODE = noClasses()
            .that()
            .resideInAPackage("dev.rapport.care..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.rapport.message..", "dev.rapport.review..", "dev.rapport.score..", "dev.rapport.gateway..")
            .because("services are released one by one");

    @ArchTest
    static final ArchRule FEATURES_HAVE_NO_CYCLES = slices().matching("dev.rapport.care.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature can then be read by itself");
}
