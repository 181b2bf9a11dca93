package org.llmtutor.cli.prices;

import java.io.PrintWriter;
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
import org.llmtutor.cli.time.InstantText;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.prices.PriceDocument;
import org.llmtutor.prices.PriceEntry;
import org.llmtutor.prices.PriceSelection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists the entries of a book. */
@Command(
    name = "list",
    header = "List prices: what applies now, or at another time.",
    footer = {
      "",
      "Examples:",
      "  monitorctl prices list",
      "  monitorctl prices list --model gemini-3.8-flash --at 2027-01-01",
      "  monitorctl prices list --as-of 2026-12-01 --all -o csv",
      "  monitorctl prices list prices.yml"
    })
final class PricesListCommand implements Callable<Integer> {

  @ParentCommand private @Nullable PricesCommand parent;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "BOOK",
      arity = "0..1",
      description = "The book (default: ${DEFAULT-VALUE}).")
  private String source = Session.SERVICE;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "For calls that start then (default: ${DEFAULT-VALUE}).")
  private String at = "now";

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = "With what the book knew then (default: all it knows).")
  private @Nullable String asOf;

  @Option(names = "--all", description = "Also past, future and superseded prices.")
  private boolean all;

  @Option(names = "--provider", paramLabel = "NAME", description = "Only of this provider.")
  private @Nullable String provider;

  @Option(names = "--model", paramLabel = "NAME", description = "Only what prices this model.")
  private @Nullable String model;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  PricesListCommand() {}

  @Override
  public Integer call() {
    Session session = Objects.requireNonNull(parent).session();
    Instant now = session.environment().clock().instant().truncatedTo(ChronoUnit.SECONDS);
    Instant known = asOf == null ? Instant.MAX : InstantText.parse(asOf, now);
    PriceSelection selection =
        new PriceSelection(InstantText.parse(at, now), known, provider, model, all);
    PriceBook book = new BookSource(session, spec.commandLine().getErr()).read(source, false);
    List<PriceEntry> entries = selection.of(book);
    PrintWriter out = spec.commandLine().getOut();
    PriceSheet sheet = new PriceSheet(book, entries, selection.at(), all);
    switch (format) {
      case json -> out.println(JsonWriter.write(json(book, selection)));
      case csv -> out.print(sheet.sheet().csv());
      case markdown -> out.print(sheet.sheet().markdown());
      case table -> out.print(entries.isEmpty() ? none() : sheet.sheet().text(session.terminal()));
    }
    return ExitCode.OK;
  }

  private String none() {
    String which = model == null ? "any model" : "'" + model + "'";
    return "No price of " + which + " applies. Show past and future ones with --all.\n";
  }

  /** As the service lists it, and a price book again. */
  private static Map<String, Object> json(PriceBook book, PriceSelection selection) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("at", selection.at().toString());
    if (!selection.asOf().equals(Instant.MAX)) {
      root.put("as_of", selection.asOf().toString());
    }
    List<Map<String, Object>> documents = new ArrayList<>();
    for (PriceEntry entry : selection.of(book)) {
      Map<String, Object> document = PriceDocument.of(entry);
      document.put("origin", book.isOwn(entry) ? "own" : "packaged");
      documents.add(document);
    }
    root.put("prices", documents);
    return root;
  }
}
