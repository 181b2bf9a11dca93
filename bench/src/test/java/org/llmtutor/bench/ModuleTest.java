package org.llmtutor.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ModuleTest {

  @Test
  void replayKnowsTheServiceByItsWireRecordsAlone() {
    JavaClasses classes = new ClassFileImporter().importPackages("org.llmtutor.bench.replay");

    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.llmtutor.service..", "org.llmtutor.bench.measure..")
        .check(classes);
  }
}
