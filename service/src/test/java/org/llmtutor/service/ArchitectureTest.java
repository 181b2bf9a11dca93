package org.llmtutor.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Disabled;
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
        .resideInAnyPackage(ROOT + ".telemetry..", ROOT + ".http..", ROOT + ".database..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(features())
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
  void everySkippedTestSaysWhy() {
    JavaClasses tests = new ClassFileImporter().importPackages(ROOT);
    assertThat(tests)
        .filteredOn(type -> type.isAnnotatedWith(Disabled.class))
        .allSatisfy(
            type -> assertThat(type.getAnnotationOfType(Disabled.class).value()).isNotBlank());
    assertThat(tests)
        .flatExtracting(type -> type.getMethods())
        .filteredOn(method -> method.isAnnotatedWith(Disabled.class))
        .allSatisfy(
            method -> assertThat(method.getAnnotationOfType(Disabled.class).value()).isNotBlank());
  }

  private static String[] features() {
    return new String[] {
      ROOT + ".account..", ROOT + ".exercise..", ROOT + ".chat..", ROOT + ".llm..", ROOT + ".cost.."
    };
  }
}
