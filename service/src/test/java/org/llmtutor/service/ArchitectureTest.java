package org.llmtutor.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Directions between the service's packages. */
class ArchitectureTest {

  private static final String ROOT = "org.llmtutor.service";
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void infrastructureKnowsNoFeature() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".telemetry..", ROOT + ".http..", ROOT + ".database..", ROOT + ".redis..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(features())
        .check(MAIN);
  }

  /** One door: what is reported must be scrubbed, grouped and counted. */
  @Test
  void onlyTelemetryKnowsTheClientOfErrorReports() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".telemetry.sentry..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.sentry..")
        .check(MAIN);
  }

  @Test
  void providersKnowNothingOfMoneyOrPeople() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".llm..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".cost..", ROOT + ".chat..", ROOT + ".account..", ROOT + ".exercise..")
        .check(MAIN);
  }

  @Test
  void theHistoryKnowsMetricsAndNoOtherFeature() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".history..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".exercise..",
            ROOT + ".chat..",
            ROOT + ".llm..",
            ROOT + ".cost..",
            ROOT + ".alerting..",
            ROOT + ".console..")
        .check(MAIN);
  }

  @Test
  void nothingStandsOnTheConsole() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".*..")
        .and()
        .resideOutsideOfPackage(ROOT + ".console..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".console..")
        .check(MAIN);
  }

  /** ADR 11. */
  @Test
  void onlyTheRootKnowsTheAlerting() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".*..")
        .and()
        .resideOutsideOfPackages(ROOT + ".alerting..", ROOT + ".console..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".alerting..")
        .check(MAIN);
  }

  private static String[] features() {
    return new String[] {
      ROOT + ".account..",
      ROOT + ".exercise..",
      ROOT + ".chat..",
      ROOT + ".llm..",
      ROOT + ".cost..",
      ROOT + ".history..",
      ROOT + ".alerting..",
      ROOT + ".console.."
    };
  }
}
