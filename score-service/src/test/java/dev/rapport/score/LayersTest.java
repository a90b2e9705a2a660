package dev.rapport.score;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The lines of the architecture that this service must not cross. */
@AnalyzeClasses(packages = "dev.rapport.score", importOptions = DoNotIncludeTests.class)
final class LayersTest {
    @ArchTest
    static final ArchRule THE_ENGINE_IS_PURE = classes()
            .that()
            .resideInAnyPackage("dev.rapport.score.engine..", "dev.rapport.score..model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.math..",
                    "java.nio..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify..",
                    "dev.rapport.events..",
                    "dev.rapport.policy..",
                    "dev.rapport.score.engine..",
                    "dev.rapport.score..model..")
            .because("a score is a function of counters, pack and instant, and can be tested and replayed as one");

    @ArchTest
    static final ArchRule NOBODY_ASKS_THE_TIME = noClasses()
            .that()
            .resideInAPackage("dev.rapport.score..")
            .should()
            .callMethod(Instant.class, "now")
            .because("time is passed in, so the past can be asked for");

    @ArchTest
    static final ArchRule SERVICES_SHARE_EVENTS_NOT_CODE = noClasses()
            .that()
            .resideInAPackage("dev.rapport.score..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.rapport.message..", "dev.rapport.review..", "dev.rapport.care..", "dev.rapport.gateway..")
            .because("services are released one by one");

    @ArchTest
    static final ArchRule FEATURES_HAVE_NO_CYCLES = slices().matching("dev.rapport.score.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature can then be read by itself");
}
