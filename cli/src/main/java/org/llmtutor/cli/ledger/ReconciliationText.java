package org.llmtutor.cli.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.TokenCounts;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.cli.output.Csv;
import org.llmtutor.cli.output.Markdown;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.output.Style;
import org.llmtutor.cli.output.Table;
import org.llmtutor.cli.output.Terminal;

/** A reconciliation as a table, Markdown, CSV or JSON. */
final class ReconciliationText {

  private static final int CENTS = 2;
  private static final int DIGITS = 6;
  private static final List<Table.Column> COLUMNS =
      List.of(
          Table.text("DAY (UTC)"),
          Table.text("MODEL"),
          Table.number("REQUESTS"),
          Table.number("TOKENS IN"),
          Table.number("CACHED"),
          Table.number("TOKENS OUT"),
          Table.number("COST"),
          Table.text("VERDICT"));

  private final Reconciliation all;
  private final String provider;
  private final Tolerance tolerance;
  private final @Nullable String note;

  ReconciliationText(
      Reconciliation all, String provider, Tolerance tolerance, @Nullable String note) {
    this.all = all;
    this.provider = provider;
    this.tolerance = tolerance;
    this.note = note;
  }

  String table(Terminal terminal) {
    Table table = new Table(COLUMNS);
    for (Reconciliation.Row row : all.rows()) {
      table.row(row.agrees() ? Style.PLAIN : Style.YELLOW, cells(row).toArray(new String[0]));
    }
    return table.render(terminal) + "\n" + causes("%s %s: %s\n") + verdict() + "\n";
  }

  String markdown() {
    StringBuilder text = new StringBuilder(Markdown.heading(COLUMNS));
    all.rows().forEach(row -> text.append(Markdown.row(cells(row))));
    return text + "\n" + causes("- %s %s: %s\n") + verdict() + "\n";
  }

  private String causes(String form) {
    StringBuilder text = new StringBuilder();
    for (Reconciliation.Row row : all.rows()) {
      if (!row.agrees()) {
        Comparison figures = row.figures();
        text.append(
            form.formatted(
                figures.day(), PlainText.of(figures.model()), PlainText.of(row.cause().text())));
      }
    }
    return text.length() == 0 ? "" : text.append('\n').toString();
  }

  private String verdict() {
    String within = tolerance.share().movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    StringBuilder text = new StringBuilder();
    text.append("Figures are ")
        .append(provider)
        .append("'s; in brackets what it has more than the");
    text.append(" ledger.\n");
    if (note != null) {
      text.append("Note: ").append(note).append(".\n");
    }
    long rows = all.rows().size();
    BigDecimal more = all.moreUsd();
    text.append(
        all.differing() == 0
            ? "All " + rows + " agree within " + within + "."
            : "%d of %d differ by more than %s.".formatted(all.differing(), rows, within));
    if (more != null && more.signum() == 0) {
      text.append(" In all ").append(provider).append(" bills what the ledger has.");
    } else if (more != null) {
      text.append(" In all ").append(provider).append(" bills ");
      text.append(dollars(more.abs())).append(more.signum() < 0 ? " less" : " more");
      text.append(" than the ledger has.");
    }
    return text.toString();
  }

  private static List<String> cells(Reconciliation.Row row) {
    Comparison figures = row.figures();
    ProviderUsage told = figures.provider();
    TokenCounts tokens = figures.tokens();
    LedgerDay ledger = figures.ledger();
    Long cached = tokens == null ? null : Long.valueOf(Tokens.told(tokens.cachedInput()));
    Long moreCached =
        cached == null ? null : Long.valueOf(cached - Tokens.told(ledger.tokens().cachedInput()));
    return List.of(
        figures.day().toString(),
        figures.model(),
        cell(told == null ? Long.valueOf(0) : told.requests(), figures.moreRequests()),
        cell(tokens == null ? null : Long.valueOf(tokens.prompt()), figures.morePrompt()),
        cell(cached, moreCached),
        cell(tokens == null ? null : Long.valueOf(tokens.reply()), figures.moreReply()),
        cost(told == null ? null : told.costUsd(), figures.moreUsd()),
        row.agrees() ? "agrees" : row.cause().id().replace('_', ' '));
  }

  private static String cell(@Nullable Long figure, @Nullable Long more) {
    if (figure == null) {
      return "-";
    }
    String sign = more == null || more == 0 ? "" : more > 0 ? " (+" : " (";
    return Numbers.count(figure) + (sign.isEmpty() ? "" : sign + Numbers.count(zero(more)) + ")");
  }

  private static long zero(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private static String cost(@Nullable BigDecimal figure, @Nullable BigDecimal more) {
    if (figure == null) {
      return "-";
    }
    String difference =
        more == null || more.signum() == 0
            ? ""
            : (more.signum() > 0 ? " (+" : " (-") + dollars(more.abs()) + ")";
    return dollars(figure) + difference;
  }

  private static String dollars(BigDecimal amount) {
    BigDecimal rounded = amount.setScale(DIGITS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return Numbers.usd(amount, Math.max(CENTS, Math.min(DIGITS, rounded.scale())));
  }

  String csv() {
    StringBuilder csv =
        new StringBuilder(
            Csv.line(
                List.of(
                    "day",
                    "model",
                    "provider_requests",
                    "ledger_calls",
                    "provider_tokens_in",
                    "ledger_tokens_in",
                    "provider_cached",
                    "ledger_cached",
                    "provider_tokens_out",
                    "ledger_tokens_out",
                    "provider_usd",
                    "ledger_usd",
                    "unknown_calls",
                    "unknown_usd",
                    "estimated_calls",
                    "cause")));
    all.rows().forEach(row -> csv.append(Csv.line(fields(row))));
    return csv.toString();
  }

  private static List<String> fields(Reconciliation.Row row) {
    List<String> fields = new ArrayList<>();
    values(row).values().forEach(value -> fields.add(value == null ? "" : plain(value)));
    return fields;
  }

  private static String plain(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  private static Map<String, @Nullable Object> values(Reconciliation.Row row) {
    Comparison figures = row.figures();
    ProviderUsage told = figures.provider();
    TokenCounts tokens = figures.tokens();
    LedgerDay ledger = figures.ledger();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("day", figures.day().toString());
    values.put("model", figures.model());
    values.put("provider_requests", told == null ? Long.valueOf(0) : told.requests());
    values.put("ledger_calls", ledger.calls());
    values.put("provider_tokens_in", tokens == null ? null : Long.valueOf(tokens.prompt()));
    values.put("ledger_tokens_in", ledger.tokens().prompt());
    values.put("provider_cached", tokens == null ? null : tokens.cachedInput());
    values.put("ledger_cached", ledger.tokens().cachedInput());
    values.put("provider_tokens_out", tokens == null ? null : Long.valueOf(tokens.reply()));
    values.put("ledger_tokens_out", ledger.tokens().reply());
    values.put("provider_usd", told == null ? null : told.costUsd());
    values.put("ledger_usd", ledger.costUsd());
    values.put("unknown_calls", ledger.unknownCalls());
    values.put("unknown_usd", ledger.unknownUsd());
    values.put("estimated_calls", ledger.estimatedCalls());
    values.put("cause", row.cause().id());
    return values;
  }

  String json() {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Reconciliation.Row row : all.rows()) {
      Map<String, @Nullable Object> values = values(row);
      values.put("explanation", row.agrees() ? null : row.cause().text());
      rows.add(values);
    }
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("provider", provider);
    document.put("tolerance_percent", tolerance.share().movePointRight(2).stripTrailingZeros());
    document.put("compared", (long) all.rows().size());
    document.put("differing", all.differing());
    document.put("provider_more_usd", all.moreUsd());
    document.put("causes", all.causes());
    document.put("note", note);
    document.put("rows", rows);
    return JsonWriter.write(document);
  }
}
