package org.llmtutor.rules.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.function.Replacement;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.rules.problem.Quoted;

/** The functions of templates: Prometheus' own and those of Go's {@code text/template}. */
final class TemplateFunctions {

  /** What a function can see besides its arguments. */
  interface Scene {

    /** The data of the template. */
    TemplateData data();

    /** Renders the template that is defined as {@code name}. */
    String render(String name, @Nullable Object dot);
  }

  private interface Body {
    @Nullable Object call(List<@Nullable Object> arguments, Scene scene);
  }

  private record Function(int fewest, int most, Body body) {}

  private static final int ANY = Integer.MAX_VALUE;
  private static final Map<String, Function> FUNCTIONS = functions();

  private TemplateFunctions() {}

  /** All names. */
  static Collection<String> names() {
    return FUNCTIONS.keySet();
  }

  static boolean has(String name) {
    return FUNCTIONS.containsKey(name);
  }

  /**
   * Calls a function.
   *
   * @throws Failure when it does not take these arguments
   */
  static @Nullable Object call(String name, List<@Nullable Object> arguments, Scene scene) {
    Function function = FUNCTIONS.get(name);
    if (function == null) {
      throw Failure.type(Quoted.of(name) + ": no such function", FunctionNames.remedy(name));
    }
    int count = arguments.size();
    if (count < function.fewest() || count > function.most()) {
      String wanted =
          (count < function.fewest()
                  ? "at least " + function.fewest()
                  : "at most " + function.most())
              .replaceAll(function.fewest() == function.most() ? "at (least|most) " : "^$", "");
      throw Failure.type(
          name + ": takes " + wanted + " arguments, not " + count,
          count < function.fewest() ? "add what is missing" : "leave the others out");
    }
    return function.body().call(arguments, scene);
  }

  private static Map<String, Function> functions() {
    Map<String, Function> all = new HashMap<>();
    go(all);
    numbers(all);
    texts(all);
    samples(all);
    return Map.copyOf(all);
  }

  private static void go(Map<String, Function> all) {
    all.put("print", new Function(0, ANY, (a, s) -> sprint(a)));
    all.put("println", new Function(0, ANY, (a, s) -> spaced(a) + "\n"));
    all.put(
        "printf",
        new Function(1, ANY, (a, s) -> GoFormat.format(text(a.get(0)), a.subList(1, a.size()))));
    all.put("html", new Function(1, ANY, (a, s) -> html(sprint(a))));
    all.put("js", new Function(1, ANY, (a, s) -> sprint(a).replace("\\", "\\\\")));
    all.put("urlquery", new Function(1, ANY, (a, s) -> urlQuery(sprint(a))));
    all.put("not", new Function(1, 1, (a, s) -> !GoValues.truth(a.get(0))));
    all.put("len", new Function(1, 1, (a, s) -> Comparisons.length(a.get(0))));
    all.put("index", new Function(1, ANY, (a, s) -> Comparisons.index(a)));
    all.put("slice", new Function(1, 3, (a, s) -> Comparisons.slice(a)));
    // The executor stops early at these two; here is what is left to do.
    all.put("and", new Function(1, ANY, (a, s) -> a.get(a.size() - 1)));
    all.put("or", new Function(1, ANY, (a, s) -> a.get(a.size() - 1)));
    all.put("eq", new Function(2, ANY, (a, s) -> Comparisons.anyEqual(a)));
    all.put("ne", new Function(2, 2, (a, s) -> !Comparisons.anyEqual(a)));
    all.put("lt", new Function(2, 2, (a, s) -> Comparisons.compare(a) < 0));
    all.put("le", new Function(2, 2, (a, s) -> Comparisons.compare(a) <= 0));
    all.put("gt", new Function(2, 2, (a, s) -> Comparisons.compare(a) > 0));
    all.put("ge", new Function(2, 2, (a, s) -> Comparisons.compare(a) >= 0));
    all.put(
        "call",
        new Function(
            1,
            ANY,
            (a, s) -> {
              throw Failure.type("call: there is nothing to call", "write the function's name");
            }));
  }

  private static void numbers(Map<String, Function> all) {
    all.put("humanize", new Function(1, 1, (a, s) -> Humanize.metric(number(a.get(0)))));
    all.put("humanize1024", new Function(1, 1, (a, s) -> Humanize.binary(number(a.get(0)))));
    all.put("humanizeDuration", new Function(1, 1, (a, s) -> Humanize.duration(number(a.get(0)))));
    all.put(
        "humanizePercentage", new Function(1, 1, (a, s) -> Humanize.percentage(number(a.get(0)))));
    all.put(
        "humanizeTimestamp", new Function(1, 1, (a, s) -> Humanize.timestamp(number(a.get(0)))));
    all.put("toTime", new Function(1, 1, (a, s) -> Humanize.instant(finite(a.get(0)))));
    all.put(
        "toDuration",
        new Function(1, 1, (a, s) -> Duration.ofNanos(Math.round(finite(a.get(0)) * 1e9))));
    all.put("now", new Function(0, 0, (a, s) -> s.data().time().toEpochMilli() / 1000.0));
    all.put("parseDuration", new Function(1, 1, (a, s) -> duration(a).millis() / 1000.0));
    all.put("parseDurationTime", new Function(1, 1, (a, s) -> duration(a).toDuration()));
  }

  private static void texts(Map<String, Function> all) {
    all.put("title", new Function(1, 1, (a, s) -> title(text(a.get(0)))));
    all.put("toUpper", new Function(1, 1, (a, s) -> text(a.get(0)).toUpperCase(Locale.ROOT)));
    all.put("toLower", new Function(1, 1, (a, s) -> text(a.get(0)).toLowerCase(Locale.ROOT)));
    all.put(
        "match", new Function(2, 2, (a, s) -> pattern(a.get(0)).matcher(text(a.get(1))).find()));
    all.put("reReplaceAll", new Function(3, 3, (a, s) -> replaceAll(a)));
    all.put("safeHtml", new Function(1, 1, (a, s) -> text(a.get(0))));
    all.put("stripPort", new Function(1, 1, (a, s) -> HostText.withoutPort(text(a.get(0)))));
    all.put("stripDomain", new Function(1, 1, (a, s) -> HostText.withoutDomain(text(a.get(0)))));
    all.put("graphLink", new Function(1, 1, (a, s) -> link(a, 0)));
    all.put("tableLink", new Function(1, 1, (a, s) -> link(a, 1)));
    all.put("urlQueryEscape", new Function(1, 1, (a, s) -> urlQuery(text(a.get(0)))));
    all.put("externalURL", new Function(0, 0, (a, s) -> s.data().externalUrl()));
    all.put("pathPrefix", new Function(0, 0, (a, s) -> path(s.data().externalUrl())));
    all.put("args", new Function(0, ANY, (a, s) -> arguments(a)));
    all.put("tmpl", new Function(2, 2, (a, s) -> s.render(text(a.get(0)), a.get(1))));
  }

  private static void samples(Map<String, Function> all) {
    all.put("query", new Function(1, 1, (a, s) -> s.data().query().ask(text(a.get(0)))));
    all.put("first", new Function(1, 1, (a, s) -> first(a.get(0))));
    all.put("value", new Function(1, 1, (a, s) -> sample(a.get(0)).value()));
    all.put("label", new Function(2, 2, (a, s) -> sample(a.get(1)).labels().get(text(a.get(0)))));
    all.put("strvalue", new Function(1, 1, (a, s) -> sample(a.get(0)).labels().get("__value__")));
    all.put("sortByLabel", new Function(2, 2, (a, s) -> sorted(text(a.get(0)), a.get(1))));
  }

  /** As Go's {@code Sprint}: a space between two of which neither is a text. */
  private static String sprint(List<@Nullable Object> arguments) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < arguments.size(); i++) {
      boolean apart =
          i > 0
              && !(arguments.get(i) instanceof String)
              && !(arguments.get(i - 1) instanceof String);
      text.append(apart ? " " : "").append(printed(arguments.get(i)));
    }
    return text.toString();
  }

  private static String spaced(List<@Nullable Object> arguments) {
    List<String> texts = new ArrayList<>();
    arguments.forEach(argument -> texts.add(printed(argument)));
    return String.join(" ", texts);
  }

  private static String printed(@Nullable Object value) {
    return value == null ? "<nil>" : GoValues.text(value);
  }

  private static String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw Failure.type(
        "a " + GoValues.type(value) + " where a string is expected", "put it through print first");
  }

  /** A number, a number's text, or a length of time in seconds. */
  private static double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Duration duration) {
      return duration.toNanos() / 1e9;
    }
    if (value instanceof String text) {
      try {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
      } catch (NumberFormatException e) {
        throw Failure.data(Quoted.of(text) + ": not a number", "hand over a number");
      }
    }
    throw Failure.type(
        "a " + GoValues.type(value) + " where a number is expected", "hand over $value");
  }

  private static double finite(@Nullable Object value) {
    double number = number(value);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw Failure.data("NaN or Inf is no time", "test for it first");
    }
    return number;
  }

  private static PromDuration duration(List<@Nullable Object> arguments) {
    try {
      return PromDuration.parse(text(arguments.get(0)));
    } catch (PromqlException e) {
      throw Failure.data(e.problem(), e.remedy());
    }
  }

  private static Pattern pattern(@Nullable Object value) {
    String text = text(value);
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw Failure.type(
          Quoted.of(text) + ": not a regular expression, " + e.getDescription(), "correct it");
    }
  }

  private static String replaceAll(List<@Nullable Object> arguments) {
    Matcher matcher = pattern(arguments.get(0)).matcher(text(arguments.get(2)));
    Replacement replacement = new Replacement(text(arguments.get(1)));
    String text = text(arguments.get(2));
    StringBuilder replaced = new StringBuilder();
    int at = 0;
    while (matcher.find()) {
      replaced.append(text, at, matcher.start()).append(replacement.of(matcher));
      at = matcher.end();
    }
    return replaced.append(text, at, text.length()).toString();
  }

  private static String title(String text) {
    StringBuilder title = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      boolean starts = i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1));
      boolean inside = i > 0 && (text.charAt(i - 1) == '_' || text.charAt(i - 1) == '\'');
      if (starts && !inside) {
        title.setCharAt(i, Character.toTitleCase(text.charAt(i)));
      }
    }
    return title.toString();
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("'", "&#39;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;");
  }

  private static String urlQuery(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  private static String link(List<@Nullable Object> arguments, int tab) {
    return "/graph?g0.expr=" + urlQuery(text(arguments.get(0))) + "&g0.tab=" + tab;
  }

  private static String path(String url) {
    try {
      String path = URI.create(url).getPath();
      return path == null ? "" : path;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static Map<String, @Nullable Object> arguments(List<@Nullable Object> arguments) {
    Map<String, @Nullable Object> named = new TreeMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      named.put("arg" + i, arguments.get(i));
    }
    return named;
  }

  private static @Nullable Object first(@Nullable Object value) {
    Collection<?> samples = list(value);
    if (samples.isEmpty()) {
      throw Failure.data("first: the query has no result", "put it into a with");
    }
    return samples.iterator().next();
  }

  private static Collection<?> list(@Nullable Object value) {
    if (value instanceof Collection<?> list) {
      return list;
    }
    throw Failure.type(
        "a " + GoValues.type(value) + " where a query's result is expected", "hand over query …");
  }

  private static TemplateData.Sample sample(@Nullable Object value) {
    if (value instanceof TemplateData.Sample sample) {
      return sample;
    }
    throw Failure.type(
        "a " + GoValues.type(value) + " where a sample is expected", "take first of a query");
  }

  private static List<TemplateData.Sample> sorted(String label, @Nullable Object value) {
    List<TemplateData.Sample> samples = new ArrayList<>();
    list(value).forEach(item -> samples.add(sample(item)));
    samples.sort(Comparator.comparing(sample -> sample.labels().get(label)));
    return samples;
  }

  /** Whether {@code value} is a time, whose Go methods are not known here. */
  static boolean isTime(@Nullable Object value) {
    return value instanceof Instant || value instanceof Duration;
  }
}
