package org.llmtutor.cli.ledger;

import java.math.BigDecimal;
import java.util.List;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.output.Style;
import org.llmtutor.cli.output.Terminal;

/** A verification for people: a line per check, what was found below it, exposure, a verdict. */
final class VerifyText {

  private static final int WIDTH = 8;
  private static final int ID_WIDTH = 16;
  private static final int CENTS = 2;

  private final JsonObject report;
  private final Terminal terminal;

  VerifyText(JsonObject report, Terminal terminal) {
    this.report = report;
    this.terminal = terminal;
  }

  /** Problems of all checks. */
  static long problems(JsonObject report) {
    return report.objects("checks").stream().mapToLong(check -> check.count("problems")).sum();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    String title =
        "Ledger from %s until %s (%s): %s"
            .formatted(
                report.text("from"),
                report.text("to"),
                report.text("zone"),
                counted(report.count("rows"), "row"));
    text.append(terminal.styled(PlainText.of(title), Style.BOLD)).append("\n\n");
    report.objects("checks").forEach(check -> check(text, check));
    text.append('\n').append(exposure()).append('\n').append(verdict()).append('\n');
    return text.toString();
  }

  private void check(StringBuilder text, JsonObject check) {
    String status = check.text("status");
    text.append(terminal.styled(pad(status, WIDTH), style(status))).append(' ');
    text.append(pad(PlainText.of(check.text("id")), ID_WIDTH)).append(' ');
    text.append(PlainText.of(check.text("compares")));
    text.append(status.equals("skipped") ? "" : ": " + Numbers.count(check.count("compared")));
    text.append('\n');
    check.optionalText("note").ifPresent(note -> indented(text, note));
    List<JsonObject> findings = check.objects("findings");
    findings.forEach(finding -> indented(text, finding(finding)));
    long all = check.count("problems") + check.count("warnings");
    if (all > findings.size()) {
      indented(text, "and " + Numbers.count(all - findings.size()) + " more");
    }
    if (check.count("problems") > 0) {
      BigDecimal apart = check.number("difference_usd");
      String dollars = apart.signum() == 0 ? "" : Numbers.usd(apart, decimals(apart)) + " apart; ";
      indented(text, "-> " + dollars + check.text("remedy"));
    }
  }

  private static String finding(JsonObject finding) {
    String dollars =
        finding
            .optionalNumber("difference_usd")
            .filter(amount -> amount.signum() != 0)
            .map(amount -> " (" + Numbers.usd(amount, decimals(amount)) + ")")
            .orElse("");
    String odd = finding.text("severity").equals("warning") ? "warning: " : "";
    return odd + finding.text("subject") + ": " + finding.text("problem") + dollars;
  }

  private static void indented(StringBuilder text, String line) {
    text.append(" ".repeat(WIDTH + 1)).append("  ").append(PlainText.of(line)).append('\n');
  }

  private String exposure() {
    JsonObject exposure = report.object("exposure");
    long held = exposure.count("held_calls");
    long unknown = exposure.count("unknown_calls");
    String open =
        "Open: "
            + (held == 0
                ? "nothing is held"
                : counted(held, "call") + " under way, " + usd(exposure, "held_usd") + " held");
    String lost =
        unknown == 0
            ? "; no call has an unknown outcome."
            : "; %s of unknown outcome, at most %s, the oldest of %s."
                .formatted(
                    counted(unknown, "call"),
                    usd(exposure, "unknown_usd"),
                    exposure.optionalText("oldest_unknown").orElse("an unknown time"));
    return PlainText.of(open + lost);
  }

  private String verdict() {
    List<JsonObject> checks = report.objects("checks");
    long problems = problems(report);
    long warnings = checks.stream().mapToLong(check -> check.count("warnings")).sum();
    String odd = warnings == 0 ? "" : ", with " + counted(warnings, "warning");
    if (problems == 0) {
      return terminal.styled("The books agree" + odd + ".", Style.GREEN);
    }
    long failed = checks.stream().filter(check -> check.count("problems") > 0).count();
    return terminal.styled(
        "The books do not agree: %s in %d of %d checks%s."
            .formatted(counted(problems, "problem"), failed, checks.size(), odd),
        Style.RED);
  }

  private static String usd(JsonObject exposure, String name) {
    BigDecimal amount = exposure.number(name);
    return Numbers.usd(amount, decimals(amount));
  }

  /** Cents, and as many digits as it takes where cents would hide the amount. */
  private static int decimals(BigDecimal amount) {
    return amount.compareTo(BigDecimal.ONE) >= 0
        ? CENTS
        : Math.max(CENTS, amount.stripTrailingZeros().scale());
  }

  private static String counted(long count, String noun) {
    return Numbers.count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static Style style(String status) {
    return switch (status) {
      case "ok" -> Style.GREEN;
      case "problem" -> Style.RED;
      case "warning" -> Style.YELLOW;
      default -> Style.DIM;
    };
  }
}
