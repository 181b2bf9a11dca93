package org.llmtutor.cli.replay;

import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.exposition.ExpositionParser;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.json.JsonObject;

/**
 * What the service says of LLM use at one moment.
 *
 * @param from first day of the ledger's figures
 * @param booked in the ledger for the classes of the replay
 * @param unknown calls of these classes whose outcome is unknown
 * @param counters of the whole service, when it shows them
 */
record Books(LocalDate from, Usage booked, long unknown, Optional<Counters> counters) {

  /**
   * Sums of three counters over all their series.
   *
   * @param calls {@code llm_api_calls_total}
   * @param tokens {@code llm_tokens_used_total}
   * @param cost {@code llm_cost_usd_total}
   */
  record Counters(double calls, double tokens, double cost) {

    Counters minus(Counters before) {
      return new Counters(calls - before.calls, tokens - before.tokens, cost - before.cost);
    }
  }

  /**
   * Asks the service.
   *
   * @param from first day to report; today when null
   * @param scraped the service as a scraper sees it; null when its metrics are not wanted
   */
  static Books read(Service service, @Nullable LocalDate from, @Nullable Target scraped) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("by", "class");
    // Classes of few learners would be folded together.
    query.put("with_names", "true");
    if (from != null) {
      query.put("from", from.toString());
    }
    JsonObject report = service.ops("/api/ops/costs", query);
    Usage booked = Usage.NONE;
    long unknown = 0;
    for (JsonObject row : report.objects("rows")) {
      if (row.object("key").optionalText("class").filter(Cast.CLASSES::contains).isPresent()) {
        Tokens tokens = Tokens.of(row.object("tokens"));
        booked = booked.plus(new Usage(row.count("calls"), tokens, row.number("cost_usd")));
        unknown += row.count("unknown_calls");
      }
    }
    LocalDate first = LocalDate.parse(report.text("from"));
    return new Books(first, booked, unknown, counters(service, scraped));
  }

  private static Optional<Counters> counters(Service service, @Nullable Target scraped) {
    if (scraped == null) {
      return Optional.empty();
    }
    try (HttpReply reply = service.metrics(scraped)) {
      if (!reply.isSuccess()) {
        throw reply.refused();
      }
      Map<String, Double> sums = new HashMap<>();
      ExpositionParser.parse(
          reply.body(), false, (name, labels, value) -> sums.merge(name, value, Double::sum));
      return Optional.of(
          new Counters(
              sums.getOrDefault("llm_api_calls_total", 0.0),
              sums.getOrDefault("llm_tokens_used_total", 0.0),
              sums.getOrDefault("llm_cost_usd_total", 0.0)));
    } catch (IOException e) {
      throw CliException.failed("the page of metrics broke off; try again");
    }
  }

  /** What came in since {@code before}. */
  Books since(Books before) {
    return new Books(
        from,
        booked.minus(before.booked),
        unknown - before.unknown,
        counters.flatMap(now -> before.counters.map(now::minus)));
  }
}
