package org.llmtutor.rules.template;

import java.util.Collection;
import org.llmtutor.rules.problem.DidYouMean;

/** What to say about names that a template does not have. */
final class FunctionNames {

  private FunctionNames() {}

  static String remedy(String name) {
    return DidYouMean.remedy(
        name, TemplateFunctions.names(), "functions are humanize, printf, query and others");
  }

  static String variableRemedy(String name, Collection<String> known) {
    return DidYouMean.remedy(
        name, known, "there are $labels, $value, $externalLabels, $externalURL");
  }
}
