package org.llmtutor.service.http;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.stream.Collectors;

/** Says which constraints a request breaks: field and rule, never the value. */
final class Violations {

  private static final int MOST = 10;

  private Violations() {}

  /** Whether our own reply breaks them, which is no fault of the caller. */
  static boolean areOurs(ConstraintViolationException e) {
    return e.getConstraintViolations().stream().anyMatch(Violations::returned);
  }

  static ErrorStatus of(ConstraintViolationException e) {
    String problems =
        e.getConstraintViolations().stream()
            .map(Violations::sentence)
            .distinct()
            .sorted()
            .limit(MOST)
            .collect(Collectors.joining("; "));
    return new ErrorStatus(422, "invalid_request", problems + ".");
  }

  private static boolean returned(ConstraintViolation<?> violation) {
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getKind() == ElementKind.RETURN_VALUE) {
        return true;
      }
    }
    return false;
  }

  private static String sentence(ConstraintViolation<?> violation) {
    String field = field(violation.getPropertyPath());
    return (field.isEmpty() ? "The body" : "'" + field + "'") + " " + violation.getMessage();
  }

  private static String field(Path path) {
    StringBuilder field = new StringBuilder();
    for (Path.Node node : path) {
      if (node.getKind() == ElementKind.PROPERTY && node.getName() != null) {
        field.append(field.isEmpty() ? "" : ".").append(node.getName());
      }
    }
    return field.toString();
  }
}
