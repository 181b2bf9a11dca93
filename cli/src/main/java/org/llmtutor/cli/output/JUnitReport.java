package org.llmtutor.cli.output;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results in the XML that CI systems read as test results. */
public final class JUnitReport {

  private JUnitReport() {}

  /**
   * One result.
   *
   * @param name what was tried
   * @param time how long it took
   * @param failure why it failed, or null
   * @param skipped why it was not tried, or null
   */
  public record Case(
      String name, Duration time, @Nullable String failure, @Nullable String skipped) {}

  /** The document with one suite. */
  public static String write(String suite, List<Case> cases) {
    long failures = cases.stream().filter(c -> c.failure() != null).count();
    long skipped = cases.stream().filter(c -> c.skipped() != null).count();
    Duration time = cases.stream().map(Case::time).reduce(Duration.ZERO, Duration::plus);
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuite").append(attribute("name", suite));
    xml.append(attribute("tests", Integer.toString(cases.size())));
    xml.append(attribute("failures", Long.toString(failures))).append(" errors=\"0\"");
    xml.append(attribute("skipped", Long.toString(skipped)));
    xml.append(attribute("time", seconds(time))).append(">\n");
    cases.forEach(c -> testCase(xml, suite, c));
    return xml.append("</testsuite>\n").toString();
  }

  private static void testCase(StringBuilder xml, String suite, Case c) {
    xml.append("  <testcase").append(attribute("classname", suite));
    xml.append(attribute("name", c.name())).append(attribute("time", seconds(c.time())));
    String failure = c.failure();
    String skipped = c.skipped();
    if (failure != null) {
      xml.append(">\n    <failure").append(attribute("message", failure)).append(" />\n");
      xml.append("  </testcase>\n");
    } else if (skipped != null) {
      xml.append(">\n    <skipped").append(attribute("message", skipped)).append(" />\n");
      xml.append("  </testcase>\n");
    } else {
      xml.append(" />\n");
    }
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).toPlainString();
  }

  private static String attribute(String name, String value) {
    String text = PlainText.of(value).replace("&", "&amp;").replace("<", "&lt;");
    return " " + name + "=\"" + text.replace(">", "&gt;").replace("\"", "&quot;") + "\"";
  }
}
