package org.llmtutor.cli.prices;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.cli.output.Table;
import org.llmtutor.cli.time.InstantText;
import org.llmtutor.prices.PriceBook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Compares two books. */
@Command(
    name = "diff",
    header = "Compare two price books.",
    description =
        "Shows what calls cost differently from now on, scheduled prices included: models that have"
            + " a price in one book alone, and rates that differ, in percent. A class that costs"
            + " what input or output does in both is not shown.",
    footer = {
      "",
      "Examples:",
      "  monitorctl prices diff packaged service",
      "  monitorctl prices diff service prices.yml --as-override",
      "  monitorctl prices diff old.yml new.yml --at 2026-01-01 --fail-on-difference"
    })
final class PricesDiffCommand implements Callable<Integer> {

  @ParentCommand private @Nullable PricesCommand parent;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "BOOK", description = "The book before.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "BOOK", description = "The book after.")
  private String after = "";

  @Option(
      names = "--as-override",
      description = "Files stand before the packaged prices, as cost.priceFile does.")
  private boolean override;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "From this time on (default: ${DEFAULT-VALUE}).")
  private String at = "now";

  @Option(names = "--fail-on-difference", description = "Exit 3 when the books differ.")
  private boolean fail;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  PricesDiffCommand() {}

  @Override
  public Integer call() {
    Session session = Objects.requireNonNull(parent).session();
    Instant from =
        InstantText.parse(
            at, session.environment().clock().instant().truncatedTo(ChronoUnit.SECONDS));
    BookSource source = new BookSource(session, spec.commandLine().getErr());
    PriceBook first = source.read(before, override);
    List<PriceDiff.Line> lines = new PriceDiff(first, source.read(after, override)).from(from);
    PrintWriter out = spec.commandLine().getOut();
    Sheet sheet = sheet(lines, from);
    switch (format) {
      case json -> out.println(JsonWriter.write(json(lines, from)));
      case csv -> out.print(sheet.csv());
      case markdown -> out.print(sheet.markdown());
      case table ->
          out.print(lines.isEmpty() ? "No price differs.\n" : sheet.text(session.terminal()));
    }
    return fail && !lines.isEmpty() ? ExitCode.PROBLEMS : ExitCode.OK;
  }

  private Sheet sheet(List<PriceDiff.Line> lines, Instant from) {
    List<List<String>> rows = new ArrayList<>();
    List<List<String>> records = new ArrayList<>();
    for (PriceDiff.Line line : lines) {
      String when = line.from().equals(from) ? "" : PriceSheet.moment(line.from());
      rows.add(
          List.of(
              line.provider(),
              line.model(),
              line.what(),
              line.part(),
              shown(line.before()),
              shown(line.after()),
              change(line),
              when));
      records.add(
          List.of(
              line.provider(),
              line.model(),
              line.from().toString(),
              line.what(),
              line.part(),
              exact(line.before()),
              exact(line.after())));
    }
    return new Sheet(
        "US dollars per million tokens: " + before + " and " + after,
        List.of(
            Table.text("PROVIDER"),
            Table.name("MODEL"),
            Table.text("WHAT"),
            Table.name("CLASS"),
            Table.number("BEFORE"),
            Table.number("AFTER"),
            Table.number("CHANGE"),
            Table.extra("FROM")),
        rows,
        List.of("provider", "model", "from", "what", "class", "before", "after"),
        records);
  }

  private static Map<String, Object> json(List<PriceDiff.Line> lines, Instant from) {
    List<Map<String, Object>> differences = new ArrayList<>();
    for (PriceDiff.Line line : lines) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("provider", line.provider());
      json.put("model", line.model());
      json.put("from", line.from().toString());
      json.put("what", line.what());
      json.put("class", line.part());
      BigDecimal old = line.before();
      BigDecimal young = line.after();
      if (old != null) {
        json.put("before", old);
      }
      if (young != null) {
        json.put("after", young);
      }
      differences.add(json);
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("at", from.toString());
    root.put("differences", differences);
    return root;
  }

  private static String change(PriceDiff.Line line) {
    BigDecimal old = line.before();
    BigDecimal young = line.after();
    return old == null || young == null ? "" : Rate.change(old, young);
  }

  private static String shown(@Nullable BigDecimal rate) {
    return rate == null ? "" : Rate.text(rate);
  }

  private static String exact(@Nullable BigDecimal rate) {
    return rate == null ? "" : rate.toPlainString();
  }
}
