package org.llmtutor.cli.prices;

import java.util.concurrent.Callable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.failure.CliException;
import picocli.CommandLine.Command;

/** Groups what there is to do with price books. */
@Command(
    name = "prices",
    header = "List, check and compare prices; price past calls again.",
    description =
        "A price book says what each model's tokens cost, and from when. Where a BOOK is asked for,"
            + " it is a file, - for standard input, 'packaged' for the book of this release, or"
            + " 'service' for the one in use.",
    subcommands = {
      PricesListCommand.class,
      PricesCheckCommand.class,
      PricesDiffCommand.class,
      PricesRepriceCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  monitorctl prices list",
      "  monitorctl prices check prices.yml",
      "  monitorctl prices diff service prices.yml --as-override",
      "  monitorctl prices reprice --since 30d --book prices.yml"
    })
public final class PricesCommand implements Callable<Integer> {

  private final Session session;

  /** The command of one run. */
  public PricesCommand(Session session) {
    this.session = session;
  }

  Session session() {
    return session;
  }

  @Override
  public Integer call() {
    throw CliException.usage(
        "prices: says nothing of what to do; use list, check, diff or reprice");
  }
}
