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

  /** How many arguments a function takes. */
  private record Arity(int fewest, int most) {}

  private static final int ANY = Integer.MAX_VALUE;
  private static final Map<String, Arity> FUNCTIONS = functions();

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
    Arity arity = FUNCTIONS.get(name);
    if (arity == null) {
      throw Failure.type(Quoted.of(name) + ": no such function", FunctionNames.remedy(name));
    }
    int count = arguments.size();
    if (count < arity.fewest() || count > arity.most()) {
      String wanted =
          (count < arity.fewest() ? "at least " + arity.fewest() : "at most " + arity.most())
              .replaceAll(arity.fewest() == arity.most() ? "at (least|most) " : "^$", "");
      throw Failure.type(
          name + ": takes " + wanted + " arguments, not " + count,
          count < arity.fewest() ? "add what is missing" : "leave the others out");
    }
    return apply(name, arguments, scene);
  }

  private static Map<String, Arity> functions() {
    Map<String, Arity> all = new HashMap<>();
    put(all, new Arity(0, ANY), "print", "println", "args");
    put(all, new Arity(1, ANY), "printf", "html", "js", "urlquery", "index", "and", "or", "call");
    put(
        all,
        new Arity(1, 1),
        "not",
        "len",
        "humanize",
        "humanize1024",
        "humanizeDuration",
        "humanizePercentage",
        "humanizeTimestamp",
        "toTime",
        "toDuration",
        "parseDuration",
        "parseDurationTime",
        "title",
        "toUpper",
        "toLower",
        "safeHtml",
        "stripPort",
        "stripDomain",
        "graphLink",
        "tableLink",
        "urlQueryEscape",
        "query",
        "first",
        "value",
        "strvalue");
    put(all, new Arity(1, 3), "slice");
    put(all, new Arity(2, ANY), "eq");
    put(
        all,
        new Arity(2, 2),
        "ne",
        "lt",
        "le",
        "gt",
        "ge",
        "match",
        "tmpl",
        "label",
        "sortByLabel");
    put(all, new Arity(0, 0), "now", "externalURL", "pathPrefix");
    put(all, new Arity(3, 3), "reReplaceAll");
    return Map.copyOf(all);
  }

  private static void put(Map<String, Arity> all, Arity arity, String... names) {
    for (String name : names) {
      all.put(name, arity);
    }
  }

  /** One switch rather than a table of lambdas, each of which would cost at every start. */
  private static @Nullable Object apply(String name, List<@Nullable Object> a, Scene s) {
    return switch (name) {
      case "print" -> sprint(a);
      case "println" -> spaced(a) + "\n";
      case "printf" -> GoFormat.format(text(a.get(0)), a.subList(1, a.size()));
      case "html" -> html(sprint(a));
      case "js" -> sprint(a).replace("\\", "\\\\");
      case "urlquery" -> urlQuery(sprint(a));
      case "not" -> !GoValues.truth(a.get(0));
      case "len" -> Comparisons.length(a.get(0));
      case "index" -> Comparisons.index(a);
      case "slice" -> Comparisons.slice(a);
      // The executor stops early at these two; here is what is left to do.
      case "and" -> a.get(a.size() - 1);
      case "or" -> a.get(a.size() - 1);
      case "eq" -> Comparisons.anyEqual(a);
      case "ne" -> !Comparisons.anyEqual(a);
      case "lt" -> Comparisons.compare(a) < 0;
      case "le" -> Comparisons.compare(a) <= 0;
      case "gt" -> Comparisons.compare(a) > 0;
      case "ge" -> Comparisons.compare(a) >= 0;
      case "call" ->
          throw Failure.type("call: there is nothing to call", "write the function's name");
      case "humanize" -> Humanize.metric(number(a.get(0)));
      case "humanize1024" -> Humanize.binary(number(a.get(0)));
      case "humanizeDuration" -> Humanize.duration(number(a.get(0)));
      case "humanizePercentage" -> Humanize.percentage(number(a.get(0)));
      case "humanizeTimestamp" -> Humanize.timestamp(number(a.get(0)));
      case "toTime" -> Humanize.instant(finite(a.get(0)));
      case "toDuration" -> Duration.ofNanos(Math.round(finite(a.get(0)) * 1e9));
      case "now" -> s.data().time().toEpochMilli() / 1000.0;
      case "parseDuration" -> duration(a).millis() / 1000.0;
      case "parseDurationTime" -> duration(a).toDuration();
      case "title" -> title(text(a.get(0)));
      case "toUpper" -> text(a.get(0)).toUpperCase(Locale.ROOT);
      case "toLower" -> text(a.get(0)).toLowerCase(Locale.ROOT);
      case "match" -> pattern(a.get(0)).matcher(text(a.get(1))).find();
      case "reReplaceAll" -> replaceAll(a);
      case "safeHtml" -> text(a.get(0));
      case "stripPort" -> HostText.withoutPort(text(a.get(0)));
      case "stripDomain" -> HostText.withoutDomain(text(a.get(0)));
      case "graphLink" -> link(a, 0);
      case "tableLink" -> link(a, 1);
      case "urlQueryEscape" -> urlQuery(text(a.get(0)));
      case "externalURL" -> s.data().externalUrl();
      case "pathPrefix" -> path(s.data().externalUrl());
      case "args" -> arguments(a);
      case "tmpl" -> s.render(text(a.get(0)), a.get(1));
      case "query" -> s.data().query().ask(text(a.get(0)));
      case "first" -> first(a.get(0));
      case "value" -> sample(a.get(0)).value();
      case "label" -> sample(a.get(1)).labels().get(text(a.get(0)));
      case "strvalue" -> sample(a.get(0)).labels().get("__value__");
      case "sortByLabel" -> sorted(text(a.get(0)), a.get(1));
      default ->
          throw Failure.type(Quoted.of(name) + ": no such function", FunctionNames.remedy(name));
    };
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
