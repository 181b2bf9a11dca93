package org.llmtutor.service.exercise;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ExercisePackageTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.llmtutor.service.exercise");

  private static final DescribedPredicate<JavaClass> ALLOWED =
      resideInAnyPackage(
          "org.llmtutor.service.exercise",
          "org.llmtutor.service.account",
          "org.llmtutor.service.database",
          "org.llmtutor.service.telemetry",
          "org.llmtutor.service.http",
          "org.llmtutor.api");

  @Test
  void knowsNoOtherFeatureThanAccounts() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("org.llmtutor..").and(not(ALLOWED)))
        .check(CLASSES);
  }

  @Test
  void runsNoCode() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class, Runtime.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.tools..", "javax.script..", "java.lang.reflect..")
        .check(CLASSES);
  }
}
