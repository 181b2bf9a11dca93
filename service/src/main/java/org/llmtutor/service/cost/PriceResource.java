package org.llmtutor.service.cost;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.PriceList;
import org.llmtutor.api.RepriceReport;
import org.llmtutor.api.RepriceRequest;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.prices.PriceBookReader;
import org.llmtutor.prices.PriceDocument;
import org.llmtutor.prices.PriceEntry;
import org.llmtutor.prices.PriceSelection;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.service.account.Operator;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.Summary;

/** The price book in use, and what past calls would cost with another one, for operators. */
@Timed
@Path("/api/ops/prices")
@Produces(MediaType.APPLICATION_JSON)
public final class PriceResource {

  private final PriceBook prices;
  private final Repricing repricing;
  private final Ledger ledger;
  private final Clock clock;

  PriceResource(PriceBook prices, Repricing repricing, Ledger ledger, Clock clock) {
    this.prices = prices;
    this.repricing = repricing;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Entries of the book.
   *
   * @param at those that price a call that starts then; now when left out
   * @param asOf with what the book knew then; all of it when left out
   * @param provider only of this provider
   * @param model only those that name this model
   * @param all {@code true} for past, future and superseded entries too
   */
  @GET
  @Summary("prices: what models cost now or at a time, as known then")
  public PriceList list(
      @Auth Operator operator,
      @QueryParam("at") @Nullable String at,
      @QueryParam("as_of") @Nullable String asOf,
      @QueryParam("provider") @Nullable String provider,
      @QueryParam("model") @Nullable String model,
      @QueryParam("all") @Nullable String all) {
    if (all != null && !all.equals("true") && !all.equals("false")) {
      throw ApiException.invalid("all is true or false.");
    }
    Instant now = clock.instant();
    Instant known = asOf == null ? null : instant("as_of", asOf);
    PriceSelection selection =
        new PriceSelection(
            at == null ? now : instant("at", at),
            known == null ? Instant.MAX : known,
            provider,
            model,
            "true".equals(all));
    return new PriceList(
        selection.at(), known, selection.of(prices).stream().map(this::document).toList());
  }

  private Map<String, Object> document(PriceEntry entry) {
    Map<String, Object> document = PriceDocument.of(entry);
    document.put("origin", prices.isOwn(entry) ? "own" : "packaged");
    return document;
  }

  /** What settled calls would cost with another book, or as the book knew it at another time. */
  @POST
  @Path("/reprice")
  @Consumes(MediaType.APPLICATION_JSON)
  @Summary("what past calls would cost with other prices; changes nothing")
  public RepriceReport reprice(@Auth Operator operator, @Nullable RepriceRequest request) {
    if (request == null) {
      throw ApiException.invalid("A body is needed; {} reprices today's calls.");
    }
    LocalDate to = request.to() == null ? ledger.today().plusDays(1) : request.to();
    PriceBook book = request.book() == null ? prices : book(request.book());
    String by = request.by() == null ? "" : request.by();
    List<Dimension> dimensions = Dimension.parse(by);
    if (dimensions.contains(Dimension.WEEK)) {
      throw ApiException.invalid("by week is not told here. Use day or month.");
    }
    return repricing.report(first(request, to), to, dimensions, book, request.asOf());
  }

  private static LocalDate first(RepriceRequest request, LocalDate to) {
    if (request.from() != null) {
      if (request.since() != null) {
        throw ApiException.invalid("Give from or since, not both.");
      }
      return request.from();
    }
    int days = request.since() == null ? 1 : request.since();
    if (days < 1 || days > 9999) {
      throw ApiException.invalid("since is a number of days from 1 to 9999.");
    }
    return to.minusDays(days);
  }

  private static PriceBook book(String text) {
    List<Problem> errors = new ArrayList<>();
    List<PriceEntry> entries =
        new PriceBookReader()
            .read(
                new SourceText("book", text),
                problem -> {
                  if (problem.severity() == Severity.ERROR) {
                    errors.add(problem);
                  }
                });
    if (!errors.isEmpty()) {
      throw ApiException.invalid(
          "The book has %d errors, the first on line %d, column %d; 'monitorctl prices check' tells of each."
              .formatted(
                  errors.size(), errors.get(0).span().line(), errors.get(0).span().column()));
    }
    return PriceBook.packaged().behind(entries);
  }

  private static Instant instant(String name, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw ApiException.invalid(name + " is a time such as 2026-01-31T00:00:00Z.");
    }
  }
}
