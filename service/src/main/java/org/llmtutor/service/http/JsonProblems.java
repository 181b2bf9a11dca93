package org.llmtutor.service.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a JSON body without repeating any of it: 400 when it is not JSON (or
 * beyond a limit), 422 when it is JSON of the wrong shape. Field names appear only where they are
 * plain identifiers.
 */
final class JsonProblems {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,31}");
  private static final int MOST_FIELDS = 12;

  private JsonProblems() {}

  /** Whether our own object failed to be written or declared, which is no fault of the caller. */
  static boolean isOurs(JacksonException e) {
    return e instanceof JsonGenerationException
        || e instanceof InvalidDefinitionException
        || e.getProcessor() instanceof JsonGenerator;
  }

  /** What to answer the caller. */
  static ErrorStatus of(JacksonException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return new ErrorStatus(422, "unknown_field", unknownField(unknown));
    }
    if (e instanceof JsonMappingException mapping && !isTrailing(e) && !isSyntax(e.getCause())) {
      return new ErrorStatus(422, "invalid_request", wrongShape(mapping));
    }
    return new ErrorStatus(400, "invalid_json", "The body is not acceptable JSON" + at(e) + ".");
  }

  private static boolean isSyntax(@Nullable Throwable cause) {
    return cause instanceof JacksonException && !(cause instanceof JsonMappingException);
  }

  private static boolean isTrailing(JacksonException e) {
    return Objects.requireNonNullElse(e.getOriginalMessage(), "").startsWith("Trailing token");
  }

  private static String at(JacksonException e) {
    JsonLocation place = e.getLocation();
    return place == null || place.getLineNr() < 1
        ? ""
        : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
  }

  private static String wrongShape(JsonMappingException e) {
    String field = path(e.getPath());
    return field.isEmpty()
        ? "The body does not have the expected shape."
        : "Field '" + field + "' has a value that is missing or of the wrong kind.";
  }

  private static String path(List<JsonMappingException.Reference> references) {
    return references.stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(name -> name != null && PLAIN.matcher(name).matches())
        .collect(Collectors.joining("."));
  }

  private static String unknownField(UnrecognizedPropertyException e) {
    String name = e.getPropertyName();
    Collection<Object> ids = e.getKnownPropertyIds();
    List<String> known =
        ids == null ? List.of() : ids.stream().map(Object::toString).sorted().toList();
    String shown = PLAIN.matcher(name).matches() ? "Unknown field '" + name + "'" : "Unknown field";
    return known.stream()
        .filter(candidate -> Distance.between(name, candidate) <= 2)
        .findFirst()
        .map(candidate -> shown + "; did you mean '" + candidate + "'?")
        .orElseGet(
            () ->
                shown
                    + "; known are "
                    + known.stream().limit(MOST_FIELDS).collect(Collectors.joining(", "))
                    + ".");
  }
}
