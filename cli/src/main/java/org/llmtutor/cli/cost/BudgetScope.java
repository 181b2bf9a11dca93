package org.llmtutor.cli.cost;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.rules.problem.DidYouMean;

/**
 * Whose budget.
 *
 * @param path of it below {@code /api/ops/budgets}, such as {@code class/7b}
 */
record BudgetScope(String path) {

  private static final List<String> SCOPES = List.of("platform", "class", "learner");

  /**
   * Checks what was typed.
   *
   * @throws CliException when the scope is unknown, or an id is missing or too many
   */
  static BudgetScope of(String scope, @Nullable String id) {
    if (!SCOPES.contains(scope)) {
      String known = "known: " + String.join(", ", SCOPES);
      throw CliException.usage(
          "'" + scope + "': no such scope; " + DidYouMean.remedy(scope, SCOPES, known));
    }
    if (scope.equals("platform")) {
      if (id != null) {
        throw CliException.usage("'" + id + "': there is one platform; leave the id out");
      }
      return new BudgetScope("platform/all");
    }
    if (id == null || id.isBlank()) {
      throw CliException.usage(scope + ": which one? add its " + what(scope));
    }
    String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    return new BudgetScope(scope + "/" + encoded);
  }

  private static String what(String scope) {
    return scope.equals("class") ? "code" : "id";
  }
}
