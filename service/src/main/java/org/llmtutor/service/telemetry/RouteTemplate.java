package org.llmtutor.service.telemetry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.RuntimeResource;
import org.glassfish.jersey.uri.UriTemplate;
import org.jspecify.annotations.Nullable;

/** The route a request matched, as in {@code /api/exercises/{id}}. */
final class RouteTemplate {

  private RouteTemplate() {}

  /** The template, or null when nothing matched. */
  static @Nullable String of(ExtendedUriInfo uri) {
    List<String> parts = new ArrayList<>();
    for (UriTemplate template : uri.getMatchedTemplates()) {
      parts.add(template.getTemplate());
    }
    if (parts.isEmpty()) {
      // A method or media type that the resource does not have: Jersey knows the resource only.
      for (RuntimeResource resource : uri.getMatchedRuntimeResources()) {
        parts.add(resource.getResources().get(0).getPath());
      }
    }
    Collections.reverse(parts);
    return parts.isEmpty() ? null : join(parts);
  }

  /** The path that parts of a template make, without regular expressions. */
  static String join(List<String> parts) {
    StringBuilder path = new StringBuilder();
    for (String part : parts) {
      String plain = withoutRegexes(part);
      if (!plain.isEmpty() && !plain.startsWith("/")) {
        path.append('/');
      }
      path.append(plain);
      while (!path.isEmpty() && path.charAt(path.length() - 1) == '/') {
        path.setLength(path.length() - 1);
      }
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  /** Turns {@code {id: [0-9]{3}}} into {@code {id}}. */
  static String withoutRegexes(String template) {
    if (template.indexOf(':') < 0) {
      return template;
    }
    StringBuilder plain = new StringBuilder(template.length());
    int depth = 0;
    boolean inRegex = false;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
        inRegex = inRegex && depth > 0;
      } else if (c == ':' && depth == 1) {
        inRegex = true;
      }
      if (!inRegex && !(depth > 0 && c == ' ')) {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
