package org.llmtutor.promql.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.model.LabelNames;
import org.llmtutor.promql.model.MetricNames;
import org.llmtutor.promql.model.NameScheme;
import org.llmtutor.promql.model.RegexLimits;

/** Functions that write labels. A metric name that they write stays until the query ends. */
final class LabelFunctions {

  private LabelFunctions() {}

  /** The functions by name. */
  static Map<String, PromqlFunction> all() {
    return Map.of(
        "label_replace", vectors(LabelFunctions::replace),
        "label_join", vectors(LabelFunctions::join));
  }

  private static PromqlFunction vectors(PromqlFunction.OfVectors function) {
    return function;
  }

  private static List<StepSeries> replace(FunctionCall call) {
    String target = call.string(1);
    Replacement replacement = new Replacement(call.string(2));
    String source = call.string(3);
    Pattern pattern = compile(call.string(4));
    check("destination", target, "label_replace");
    List<StepSeries> results = new ArrayList<>();
    for (StepSeries series : call.vector(0)) {
      Matcher matcher = pattern.matcher(series.labels().get(source));
      results.add(matcher.matches() ? written(series, target, replacement.of(matcher)) : series);
    }
    return results;
  }

  private static Pattern compile(String expression) {
    try {
      if (RegexLimits.problem(expression) == null) {
        return Pattern.compile(expression, Pattern.DOTALL);
      }
    } catch (PatternSyntaxException wrong) {
      throw badPattern(expression, wrong.getDescription());
    }
    throw badPattern(expression, "it is too large");
  }

  private static PromqlException badPattern(String expression, String why) {
    return new PromqlException(
        "invalid regular expression in label_replace(): " + expression,
        "use RE2 syntax, which has no look-around and no back-references: " + why);
  }

  private static List<StepSeries> join(FunctionCall call) {
    String target = call.string(1);
    String separator = call.string(2);
    List<String> sources = new ArrayList<>();
    for (int i = 3; i < call.size(); i++) {
      check("source", call.string(i), "label_join");
      sources.add(call.string(i));
    }
    check("destination", target, "label_join");
    List<StepSeries> results = new ArrayList<>();
    for (StepSeries series : call.vector(0)) {
      List<String> values = sources.stream().map(series.labels()::get).toList();
      results.add(written(series, target, String.join(separator, values)));
    }
    return results;
  }

  private static void check(String role, String label, String function) {
    if (!LabelNames.isValid(label, NameScheme.UTF8)) {
      throw new PromqlException(
          "invalid " + role + " label name in " + function + "(): " + label,
          "use a label name in UTF-8 that is not empty");
    }
  }

  private static StepSeries written(StepSeries series, String label, String value) {
    boolean dropName = series.dropName() && !label.equals(MetricNames.LABEL);
    return series.relabelled(series.labels().with(label, value), dropName);
  }
}
