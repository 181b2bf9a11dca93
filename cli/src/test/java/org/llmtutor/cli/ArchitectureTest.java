package org.llmtutor.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.llmtutor.cli");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.llmtutor.cli.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theToolKnowsNothingOfTheService() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.llmtutor.service..", "io.dropwizard..", "java.net.http..")
        .check(CLASSES);
  }

  @Test
  void commandsWriteOnlyToTheStreamsTheyAreGiven() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }
}
