package org.llmtutor.promql.types;

import static org.llmtutor.promql.types.ValueType.MATRIX;
import static org.llmtutor.promql.types.ValueType.SCALAR;
import static org.llmtutor.promql.types.ValueType.STRING;
import static org.llmtutor.promql.types.ValueType.VECTOR;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All functions of the language, stable and experimental, by name. */
public final class FunctionSignatures {

  private static final Map<String, FunctionSignature> ALL = new Catalogue().read();

  private FunctionSignatures() {}

  /**
   * The signature of {@code name}, which is case-sensitive; null when there is no such function.
   */
  public static @Nullable FunctionSignature find(String name) {
    return ALL.get(name);
  }

  /** All signatures in the order of their names. */
  public static Collection<FunctionSignature> all() {
    return ALL.values();
  }

  /** All names in order. */
  public static Collection<String> names() {
    return ALL.keySet();
  }

  /**
   * Reads the tables below. A line has one result type and one list of arguments: {@code v} instant
   * vector, {@code m} range vector, {@code s} scalar, {@code t} string; {@code ?} before those that
   * may be left out, {@code *} after a last one that may be repeated.
   */
  private static final class Catalogue {

    private final Map<String, FunctionSignature> signatures = new TreeMap<>();

    Map<String, FunctionSignature> read() {
      stable();
      experimental();
      return Collections.unmodifiableMap(signatures);
    }

    private void stable() {
      vectors("v", "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor");
      vectors("v", "histogram_avg histogram_count histogram_stddev histogram_stdvar histogram_sum");
      vectors("v", "ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp");
      vectors("?v", "day_of_month day_of_week day_of_year days_in_month hour minute month year");
      vectors("m", "absent_over_time avg_over_time changes count_over_time delta deriv idelta");
      vectors("m", "increase irate last_over_time max_over_time min_over_time present_over_time");
      vectors("m", "rate resets stddev_over_time stdvar_over_time sum_over_time");
      vectors("vs", "clamp_max clamp_min");
      vectors("vss", "clamp");
      vectors("v?s", "round");
      vectors("ssv", "histogram_fraction");
      vectors("sv", "histogram_quantile");
      vectors("ms", "predict_linear");
      vectors("sm", "quantile_over_time");
      vectors("vtttt", "label_replace");
      vectors("vtt?t*", "label_join");
      vectors("s", "vector");
      add("scalar", "v", SCALAR, false);
      add("pi", "", SCALAR, false);
      add("time", "", SCALAR, false);
    }

    private void experimental() {
      for (String name : "first_over_time mad_over_time ts_of_first_over_time".split(" ", -1)) {
        add(name, "m", VECTOR, true);
      }
      for (String name : "ts_of_last_over_time ts_of_max_over_time".split(" ", -1)) {
        add(name, "m", VECTOR, true);
      }
      add("ts_of_min_over_time", "m", VECTOR, true);
      add("double_exponential_smoothing", "mss", VECTOR, true);
      add("histogram_quantiles", "vts?sssssssss", VECTOR, true);
      add("info", "v?v", VECTOR, true);
      add("sort_by_label", "v?t*", VECTOR, true);
      add("sort_by_label_desc", "v?t*", VECTOR, true);
      for (String name : "start end step range".split(" ", -1)) {
        add(name, "", SCALAR, true);
      }
      add("max_of", "ss", SCALAR, true);
      add("min_of", "ss", SCALAR, true);
    }

    private void vectors(String arguments, String names) {
      for (String name : names.split(" ", -1)) {
        add(name, arguments, VECTOR, false);
      }
    }

    private void add(String name, String arguments, ValueType result, boolean experimental) {
      int required = arguments.indexOf('?');
      boolean repeats = arguments.endsWith("*");
      String letters = arguments.replace("?", "").replace("*", "");
      int optional = required < 0 ? 0 : letters.length() - required;
      signatures.put(
          name,
          new FunctionSignature(
              name,
              letters.chars().mapToObj(Catalogue::type).toList(),
              optional,
              repeats,
              result,
              experimental));
    }

    private static ValueType type(int letter) {
      return switch (letter) {
        case 'v' -> VECTOR;
        case 'm' -> MATRIX;
        case 's' -> SCALAR;
        case 't' -> STRING;
        default -> throw new IllegalStateException("no type has the letter " + (char) letter);
      };
    }
  }
}
