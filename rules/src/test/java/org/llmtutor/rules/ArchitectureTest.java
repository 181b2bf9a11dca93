package org.llmtutor.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.llmtutor.rules");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.llmtutor.rules.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void dependsOnPromqlAndNothingElseOfOurs() {
    DescribedPredicate<JavaClass> otherModules =
        DescribedPredicate.describe(
            "in another module",
            type ->
                type.getPackageName().startsWith("org.llmtutor.")
                    && !type.getPackageName().startsWith("org.llmtutor.rules")
                    && !type.getPackageName().startsWith("org.llmtutor.promql"));
    noClasses().should().dependOnClassesThat(otherModules).check(CLASSES);
  }
}
