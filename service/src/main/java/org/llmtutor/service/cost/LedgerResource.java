package org.llmtutor.service.cost;

import com.codahale.metrics.annotation.Timed;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.glassfish.jersey.server.CloseableService;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.ApiError;
import org.llmtutor.api.LedgerImport;
import org.llmtutor.api.LedgerRow;
import org.llmtutor.api.LedgerRows;
import org.llmtutor.api.LedgerUsage;
import org.llmtutor.api.LedgerVerification;
import org.llmtutor.service.account.Operator;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.Summary;
import org.llmtutor.service.telemetry.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger as a whole, for operators: verified, exported, imported, by UTC, and row by row. */
@Timed
@Path("/api/ops/ledger")
@Produces(MediaType.APPLICATION_JSON)
public final class LedgerResource {

  static final String JSON_LINES = "application/x-ndjson";

  private static final Logger LOG = LoggerFactory.getLogger(LedgerResource.class);
  private static final Duration BUSY = Duration.ofSeconds(30);
  private static final int MOST_USAGE_DAYS = 100;

  private final Database database;
  private final LedgerConfig config;
  private final int maxUsageRows;
  private final LedgerVerifier verifier;
  private final LedgerExport export;
  private final LedgerImporter importer;
  private final ObjectMapper json;
  private final Clock clock;
  private final ZoneId zone;
  private final Semaphore verifying = new Semaphore(1);
  private final Semaphore exporting = new Semaphore(1);

  LedgerResource(
      Database database,
      LedgerConfig config,
      int maxUsageRows,
      LedgerVerifier verifier,
      LedgerExport export,
      LedgerImporter importer,
      ObjectMapper json,
      Clock clock,
      ZoneId zone) {
    this.database = database;
    this.config = config;
    this.maxUsageRows = maxUsageRows;
    this.verifier = verifier;
    this.export = export;
    this.importer = importer;
    this.json = json;
    this.clock = clock;
    this.zone = zone;
  }

  /** Whether the books agree, in one piece when all is compared. */
  @GET
  @Path("verify")
  @SuppressWarnings("try")
  @Summary("holds rows, rollups, budget windows and prices against each other")
  public LedgerVerification verify(
      @Auth Operator operator,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("since") @DefaultValue("31d") String since) {
    LedgerRange range = range(from, to, since);
    try (Turn unused = Turn.of(verifying)) {
      return verifier.verify(range.from(), range.to(), (day, days, rows) -> {});
    }
  }

  /** The same as lines: {@code progress} for each day, then {@code report}, or {@code error}. */
  @GET
  @Path("verify")
  @Produces(JSON_LINES + ";qs=0.5")
  @Summary("the same as JSON lines, with a line of progress for each day")
  public Response verifyInLines(
      @Auth Operator operator,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("since") @DefaultValue("31d") String since,
      @Context CloseableService atTheEnd) {
    LedgerRange range = range(from, to, since);
    atTheEnd.add(Turn.of(verifying));
    StreamingOutput lines = out -> verify(range, out);
    return Response.ok(lines, JSON_LINES).header("X-Accel-Buffering", "no").build();
  }

  private void verify(LedgerRange range, OutputStream out) throws IOException {
    try {
      LedgerVerification report =
          verifier.verify(
              range.from(),
              range.to(),
              (day, days, rows) ->
                  unchecked(out, Map.of("progress", new Step(day, days, range.days(), rows))));
      line(out, Map.of("report", report));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      LOG.error("the ledger could not be verified", e);
      String message = "The ledger could not be read to its end. See the service's log.";
      ApiError error = new ApiError("verify_failed", message, RequestId.current());
      line(out, Map.of("error", error));
    }
  }

  private record Step(LocalDate day, long days, long of, long rows) {}

  private void unchecked(OutputStream out, Object value) {
    try {
      line(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(OutputStream out, Object value) throws IOException {
    out.write(json.writeValueAsBytes(value));
    out.write('\n');
    out.flush();
  }

  /**
   * Rows as JSON lines between a header and a trailer.
   *
   * @param pseudonymous {@code true} replaces learners and leaves out what leads back to them
   */
  @GET
  @Path("export")
  @Produces(JSON_LINES)
  @Summary("ledger rows as JSON lines: from, to or since, pseudonymous")
  public Response export(
      @Auth Operator operator,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("since") @DefaultValue("all") String since,
      @QueryParam("pseudonymous") @DefaultValue("false") String pseudonymous,
      @Context CloseableService atTheEnd) {
    LedgerRange range = range(from, to, since);
    boolean hide = flag("pseudonymous", pseudonymous);
    atTheEnd.add(Turn.of(exporting));
    StreamingOutput lines = out -> export.write(range, hide, out);
    return Response.ok(lines, JSON_LINES).build();
  }

  /**
   * Adds one batch of rows, at most {@code ledger.maxImportRows} lines, in one transaction. Sending
   * it again changes nothing.
   *
   * @param version of the export's header
   * @param exportZone of the export's header; days of another zone are refused
   * @param dryRun {@code true} only tells what would become of the rows
   */
  @POST
  @Path("import")
  @Consumes(JSON_LINES)
  @Summary("adds one batch of exported rows; again changes nothing")
  public LedgerImport add(
      @Auth Operator operator,
      @QueryParam("version") @DefaultValue("") String version,
      @QueryParam("zone") @DefaultValue("") String exportZone,
      @QueryParam("dry_run") @DefaultValue("false") String dryRun,
      String batch) {
    if (!version.equals(Integer.toString(LedgerExport.VERSION))) {
      throw ApiException.invalid(
          "version is that of the export's header, which must be " + LedgerExport.VERSION + ".");
    } else if (!exportZone.equals(zone.getId())) {
      throw ApiException.invalid(
          "The export's days are those of another zone than this service's, "
              + zone.getId()
              + ". Import it where 'zone' is the same.");
    }
    return importer.add(batch, flag("dry_run", dryRun));
  }

  /**
   * What was booked on a provider by UTC day or hour, from the instants at which calls began.
   *
   * @param from first day, UTC
   * @param to day after the last, UTC
   * @param by {@code day} or {@code hour}
   */
  @GET
  @Path("usage")
  @Summary("usage of one provider by UTC day or hour and model: provider, from, to, by")
  public LedgerUsage usage(
      @Auth Operator operator,
      @QueryParam("provider") @DefaultValue("") String provider,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("by") @DefaultValue("day") String by) {
    if (provider.isEmpty()) {
      throw ApiException.invalid("provider is missing; it is the ledger's name of one.");
    } else if (from == null) {
      throw ApiException.invalid("from is missing; it is a date such as 2026-01-31.");
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LedgerRange range = LedgerRange.of(from, to, "", today, today, MOST_USAGE_DAYS);
    Duration width = width(by);
    List<LedgerUsage.Row> rows = new ArrayList<>();
    for (LocalDate day = range.from(); day.isBefore(range.to()); day = day.plusDays(1)) {
      Instant begin = day.atStartOfDay(ZoneOffset.UTC).toInstant();
      Instant end = begin.plus(Duration.ofDays(1));
      rows.addAll(
          database.read(
              handle ->
                  LedgerUsageDao.rows(handle, provider, begin, end, width, maxUsageRows + 1)));
      if (rows.size() > maxUsageRows) {
        throw ApiException.invalid(
            "There are more than " + maxUsageRows + " rows (cost.maxReportRows). Ask for less.");
      }
    }
    return new LedgerUsage(
        provider,
        range.from().atStartOfDay(ZoneOffset.UTC).toInstant(),
        range.to().atStartOfDay(ZoneOffset.UTC).toInstant(),
        rows);
  }

  private static Duration width(String by) {
    return switch (by) {
      case "day" -> Duration.ofDays(1);
      case "hour" -> Duration.ofHours(1);
      default -> throw ApiException.invalid("by is day or hour.");
    };
  }

  /** The row with an id, or those of a request or an Idempotency-Key; one of them is asked for. */
  @GET
  @Path("rows")
  @Summary("single rows in full: id, request or key")
  public LedgerRows rows(
      @Auth Operator operator,
      @QueryParam("id") @Nullable String id,
      @QueryParam("request") @Nullable String request,
      @QueryParam("key") @Nullable String key) {
    if (Stream.of(id, request, key).filter(Objects::nonNull).count() != 1) {
      throw ApiException.invalid("Give one of id, request and key.");
    }
    List<LedgerRow> rows = database.read(handle -> rows(handle, id, request, key));
    if (rows.isEmpty()) {
      throw ApiException.notFound("row in the ledger");
    }
    return new LedgerRows(rows);
  }

  private static List<LedgerRow> rows(
      Handle handle, @Nullable String id, @Nullable String request, @Nullable String key) {
    if (request != null) {
      return LedgerRowDao.byRequest(handle, request);
    } else if (key != null) {
      return LedgerRowDao.byKey(handle, key);
    }
    return LedgerRowDao.byId(handle, String.valueOf(id)).stream().toList();
  }

  private LedgerRange range(@Nullable String from, @Nullable String to, String since) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    LocalDate first =
        since.equals("all") ? database.read(LedgerRowDao::firstDay).orElse(today) : today;
    return LedgerRange.of(from, to, since, first, today, config.maxDays());
  }

  private static boolean flag(String name, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw ApiException.invalid(name + " is true or false.");
    };
  }

  /** The right to do something that one request at a time may do; given back once. */
  private record Turn(Semaphore semaphore, AtomicBoolean given) implements java.io.Closeable {

    static Turn of(Semaphore semaphore) {
      if (!semaphore.tryAcquire()) {
        throw new ApiException(
            503, "ledger_busy", "Another such request is under way. Try again later.", null, BUSY);
      }
      return new Turn(semaphore, new AtomicBoolean());
    }

    @Override
    public void close() {
      if (given.compareAndSet(false, true)) {
        semaphore.release();
      }
    }
  }
}
