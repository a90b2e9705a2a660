package dev.rapport.message;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.UUID;

/** The lines of the architecture that this service must not cross. */
@AnalyzeClasses(packages = "dev.rapport", importOptions = DoNotIncludeTests.class)
final class LayersTest {

    @ArchTest
    static final ArchRule THE_MODEL_IS_PURE = classes()
            .that()
            .resideInAPackage("dev.rapport.message..model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.math..",
                    "java.nio.charset..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify..",
                    "dev.rapport.events..",
                    "dev.rapport.policy..",
                    "dev.rapport.text..",
                    "dev.rapport.message..model..")
            .because("a decision that needs no database can be tested by law and replayed");

    @ArchTest
    static final ArchRule USE_CASES_KNOW_NO_FRAMEWORK = noClasses()
            .that()
            .resideInAPackage("dev.rapport.message..application..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..",
                    "io.vertx..",
                    "jakarta..",
                    "org.hibernate..",
                    "org.apache.kafka..",
                    "com.fasterxml..",
                    "dev.rapport.message..adapter..")
            .because("what the service does is read without knowing what it runs on");

    @ArchTest
    static final ArchRule NOBODY_ASKS_TIME_OR_CHANCE = noClasses()
            .that()
            .resideInAnyPackage("dev.rapport.message..model..", "dev.rapport.message..application..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .because("time and ids are passed in, so the past can be replayed");

    @ArchTest
    static final ArchRule ADAPTERS_KEEP_TO_THEMSELVES = classes()
            .that()
            .resideInAnyPackage("dev.rapport.message..adapter..", "dev.rapport.message.inbound..")
            .and()
            .haveSimpleNameNotEndingWith("package-info")
            .and()
            .areTopLevelClasses()
            .should()
            .notBePublic()
            .because("what is behind a port can be changed without anybody noticing");

    @ArchTest
    static final ArchRule ADAPTERS_ARE_FINAL = classes()
            .that()
            .resideInAnyPackage("dev.rapport.message..adapter..", "dev.rapport.message.inbound..")
            .and()
            .areNotInterfaces()
            .and()
            .areTopLevelClasses()
            .and()
            .areNotAnnotatedWith("jakarta.persistence.Entity")
            .and()
            .haveSimpleNameNotEndingWith("package-info")
            // Its transaction comes from an interceptor, which needs a subclass.
            .and()
            .doNotHaveSimpleName("HibernateThreads")
            .should()
            .haveModifier(JavaModifier.FINAL)
            .because("nobody extends an edge");

    @ArchTest
    static final ArchRule SERVICES_SHARE_EVENTS_NOT_CODE = noClasses()
            .that()
            .resideInAPackage("dev.rapport.message..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.rapport.care..", "dev.rapport.review..", "dev.rapport.score..", "dev.rapport.gateway..")
            .because("services are released one by one");

    @ArchTest
    static final ArchRule FEATURES_HAVE_NO_CYCLES = slices().matching("dev.rapport.message.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature can then be read by itself");
}
