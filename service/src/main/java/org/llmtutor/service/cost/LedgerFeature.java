package org.llmtutor.service.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.time.ZoneId;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.service.database.Database;

/** What operators do with the ledger as a whole: verify, export, import, compare. */
public final class LedgerFeature {

  private LedgerFeature() {}

  /** Registers the resource with {@code environment}. */
  public static void install(
      Environment environment,
      LedgerConfig config,
      CostConfig cost,
      PriceBook prices,
      Database database,
      Clock clock,
      ZoneId zone) {
    ObjectMapper json = environment.getObjectMapper();
    LedgerVerifier verifier = new LedgerVerifier(database, config, cost, prices, clock, zone);
    LedgerExport export = new LedgerExport(database, config.pageRows(), json, clock, zone);
    LedgerImporter importer =
        new LedgerImporter(database, config.maxImportRows(), cost.budgets(), json, zone);
    environment
        .jersey()
        .register(
            new LedgerResource(
                database,
                config,
                cost.maxReportRows(),
                verifier,
                export,
                importer,
                json,
                clock,
                zone));
  }
}
