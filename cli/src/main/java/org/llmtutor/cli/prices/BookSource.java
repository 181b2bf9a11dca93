package org.llmtutor.cli.prices;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.http.HttpRequest;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.prices.PriceBookReader;
import org.llmtutor.prices.PriceEntry;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.problem.SourceText;

/** Reads price books from where a person says they are. */
final class BookSource {

  /** The book of this release. */
  static final String PACKAGED = "packaged";

  private final Session session;
  private final PrintWriter err;

  BookSource(Session session, PrintWriter err) {
    this.session = session;
    this.err = err;
  }

  /**
   * A book.
   *
   * @param source {@code packaged}, {@code service}, {@code -} or a file
   * @param override whether entries of a file go before the packaged ones instead of standing alone
   * @throws CliException when it cannot be had or has errors
   */
  PriceBook read(String source, boolean override) {
    return switch (source) {
      case PACKAGED -> PriceBook.packaged();
      case Session.SERVICE -> ofService();
      default -> {
        List<PriceEntry> entries = entries(text(source));
        yield (override ? PriceBook.packaged() : PriceBook.of(List.of())).behind(entries);
      }
    };
  }

  private PriceBook ofService() {
    Target service = session.service(err);
    HttpRequest request =
        HttpRequest.get(
            service.at("/api/ops/prices", Map.of("all", "true")), service.authorization());
    try (HttpReply reply = session.http(err).send(request)) {
      JsonObject list = reply.json();
      List<PriceEntry> own = new ArrayList<>();
      List<PriceEntry> packaged = new ArrayList<>();
      for (JsonObject entry : list.objects("prices")) {
        boolean isOwn = entry.optionalText("origin").filter("own"::equals).isPresent();
        (isOwn ? own : packaged).add(entry(entry));
      }
      return PriceBook.of(packaged).behind(own);
    }
  }

  /** Alone, because own and packaged entries may claim the same call. */
  private static PriceEntry entry(JsonObject entry) {
    String text = JsonWriter.write(Map.of("prices", List.of(entry.members())));
    List<Problem> errors = new ArrayList<>();
    List<PriceEntry> read =
        new PriceBookReader().read(new SourceText("reply", text), keepErrors(errors));
    if (!errors.isEmpty() || read.size() != 1) {
      throw entry.unexpected("a price is out of shape");
    }
    return read.get(0);
  }

  private static Consumer<Problem> keepErrors(List<Problem> errors) {
    return problem -> {
      if (problem.severity() == Severity.ERROR) {
        errors.add(problem);
      }
    };
  }

  /** The entries of a text without errors. */
  List<PriceEntry> entries(SourceText text) {
    List<Problem> errors = new ArrayList<>();
    List<PriceEntry> entries = new PriceBookReader().read(text, keepErrors(errors));
    if (!errors.isEmpty()) {
      errors.sort(null);
      String more = errors.size() == 1 ? "" : "; " + (errors.size() - 1) + " more errors";
      throw CliException.failed(
          errors.get(0).line() + more + "; see 'monitorctl prices check " + text.name() + "'");
    }
    return entries;
  }

  /** The text of a file or of standard input. */
  SourceText text(String source) {
    List<Problem> problems = new ArrayList<>();
    Optional<SourceText> text = text(source, problems);
    return text.orElseThrow(() -> CliException.failed(problems.get(0).line()));
  }

  /** The same; what makes it no text at all goes to {@code problems}. */
  Optional<SourceText> text(String source, List<Problem> problems) {
    boolean standardInput = source.equals("-");
    Path path = session.environment().resolve(source);
    if (!standardInput && !Files.isRegularFile(path)) {
      throw CliException.failed("'" + source + "': no such file; check the path");
    }
    try (InputStream in =
        standardInput ? session.environment().stdin() : Files.newInputStream(path)) {
      String name = standardInput ? "<stdin>" : source;
      return new PriceBookReader().decode(name, in, problems::add);
    } catch (IOException e) {
      throw CliException.failed("'" + source + "': cannot be read; check its permissions");
    }
  }
}
