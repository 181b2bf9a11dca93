package org.llmtutor.promql.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.types.LanguageProfile;

class PrettyPrinterTest {

  private static final String LONG = "a_metric_with_a_name_that_is_so_long_that_two_do_not_fit";

  @Test
  void leavesAHundredBytesOnOneLine() {
    String fits = "x".repeat(48) + " + " + "y".repeat(49);
    assertThat(pretty(fits)).isEqualTo(fits);
    assertThat(pretty(fits + "z"))
        .isEqualTo("  " + "x".repeat(48) + "\n+\n  " + "y".repeat(49) + "z");
  }

  @Test
  void splitsCallsAndAggregations() {
    assertThat(pretty("sum by (job) (rate(" + LONG + "{job=\"some job\",instance=\"a\"}[5m]))"))
        .isEqualTo(
            """
            sum by (job) (
              rate(%s{instance="a",job="some job"}[5m])
            )"""
                .formatted(LONG));
    assertThat(pretty("topk(5, round(" + LONG + " + on (job) group_left () " + LONG + ", 10))"))
        .isEqualTo(
            """
            topk(
              5,
              round(
                  %s
                + on (job) group_left ()
                  %s,
                10
              )
            )"""
                .formatted(LONG, LONG));
  }

  @Test
  void splitsParenthesesSignsAndSubqueries() {
    assertThat(pretty("last_over_time((-(" + LONG + " / " + LONG + "))[1h:5m])"))
        .isEqualTo(
            """
            last_over_time(
              (
                -(
                    %s
                  /
                    %s
                )
              )[1h:5m]
            )"""
                .formatted(LONG, LONG));
    assertThat(pretty("max_over_time(" + LONG + "[10m:]) > bool " + LONG))
        .isEqualTo(
            """
              max_over_time(%s[10m:])
            > bool
              %s"""
                .formatted(LONG, LONG));
  }

  @Test
  void indentsSubqueriesToo() {
    assertThat(
            pretty("max_over_time(avg_over_time(" + LONG + "[30m:1m])[12h30m15s:15m] offset 5m)"))
        .isEqualTo(
            """
            max_over_time(
              avg_over_time(%s[30m:1m])[12h30m15s:15m] offset 5m
            )"""
                .formatted(LONG));
  }

  @Test
  void cannotSplitASelector() {
    String selector = LONG + "{job=\"" + "x".repeat(100) + "\"}";
    assertThat(pretty("rate(" + selector + "[5m])")).isEqualTo("rate(\n  " + selector + "[5m]\n)");
  }

  private static String pretty(String text) {
    return PrettyPrinter.print(Promql.parse(text, LanguageProfile.ALL));
  }
}
