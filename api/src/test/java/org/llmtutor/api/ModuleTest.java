package org.llmtutor.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ModuleTest {

  private static final JavaClasses RECORDS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.llmtutor.api");

  @Test
  void dependsOnNothingButAnnotations() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "org.llmtutor.api", "com.fasterxml.jackson.annotation", "org.jspecify..")
        .check(RECORDS);
  }

  @Test
  void everyTypeIsARecordWithSnakeCaseProperties() {
    List<RecordComponent> components = new ArrayList<>();
    for (JavaClass type : RECORDS) {
      if (!type.getSimpleName().equals("package-info")) {
        assertThat(type.isRecord()).as(type.getName()).isTrue();
        components.addAll(List.of(type.reflect().getRecordComponents()));
      }
    }
    assertThat(components)
        .hasSizeGreaterThan(80)
        .allSatisfy(
            component -> {
              JsonProperty name = component.getAccessor().getAnnotation(JsonProperty.class);
              assertThat(name == null ? component.getName() : name.value())
                  .isEqualTo(snake(component.getName()));
            });
  }

  @Test
  void aTokenIsNotPrinted() throws Exception {
    String json = "{\"token\":\"secret-token\",\"profile\":null}";
    Registration registration = new ObjectMapper().readValue(json, Registration.class);
    assertThat(registration.token()).isEqualTo("secret-token");
    assertThat(registration.toString()).doesNotContain("secret-token");
  }

  private static String snake(String camel) {
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
