package org.llmtutor.cli.cost;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows budgets, and sets limits that hold from the next call on. */
@Command(
    name = "budget",
    header = "Show budgets and set limits.",
    description =
        "Limits that are set here go before those of config.yml and hold for every call that begins"
            + " after the command has ended, on every instance. The service logs who set what.",
    footer = {
      "",
      "Examples:",
      "  monitorctl budget list --top 10",
      "  monitorctl budget list class 7b",
      "  monitorctl budget set platform --daily 150",
      "  monitorctl budget set learner 01M858RZNTHB2SDH51B2DEMT4N --daily 5 --monthly none",
      "  monitorctl budget set class 7b --monthly 40 --soft --warn-at 0.9",
      "  monitorctl budget set platform --model gpt-5.6-sol --daily 5",
      "  monitorctl budget unset class 7b"
    })
public final class BudgetCommand implements Callable<Integer> {

  private static final String SCOPE = "platform, class or learner.";
  private static final String ID =
      "Class code, or a learner's id or pseudonym; none for the platform.";

  /** As reports, logs and metrics show learners. */
  private static final Pattern PSEUDONYM = Pattern.compile("u[0-9a-f]{12}");

  /** Forms of output. */
  enum Format {
    table,
    json
  }

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command of one run. */
  public BudgetCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    throw CliException.usage("budget: says nothing of what to do; use list, set or unset");
  }

  @Command(
      name = "list",
      header = "Show what budgets hold, the fullest first, or those of one class or learner.")
  int list(
      @Parameters(arity = "0..1", paramLabel = "SCOPE", description = SCOPE) @Nullable String scope,
      @Parameters(arity = "0..1", paramLabel = "ID", description = ID) @Nullable String id,
      @Option(
              names = "--top",
              paramLabel = "N",
              description =
                  "How many windows of classes and of learners, at most 100 (default: 5).")
          @Nullable Integer top,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FORMAT",
              description = "table, json (default: table).")
          @Nullable Format format) {
    if (scope != null) {
      if (top != null) {
        throw CliException.usage("--top: one scope's budgets are all shown; leave it out");
      }
      OpsApi api = api();
      return print(api.budgets(of(api, scope, id)), format);
    }
    if (top != null && (top < 1 || top > 100)) {
      throw CliException.usage("--top " + top + ": not a number of windows; use 1 to 100");
    }
    return print(api().budgets(top), format);
  }

  @Command(name = "set", header = "Set limits; those that are not named stay as they are.")
  int set(
      @Parameters(paramLabel = "SCOPE", description = SCOPE) String scope,
      @Parameters(arity = "0..1", paramLabel = "ID", description = ID) @Nullable String id,
      @Option(names = "--daily", paramLabel = "USD", description = "Limit of a day, or none.")
          @Nullable String daily,
      @Option(names = "--monthly", paramLabel = "USD", description = "Limit of a month, or none.")
          @Nullable String monthly,
      @Option(names = "--model", paramLabel = "MODEL", description = "Only this model's calls.")
          @Nullable String model,
      @Option(names = "--soft", description = "Warn, and refuse nothing.") boolean soft,
      @Option(
              names = "--warn-at",
              paramLabel = "SHARE",
              description = "Spent share to warn at (default: 0.8).")
          @Nullable BigDecimal warnAt) {
    if (daily == null && monthly == null) {
      throw CliException.usage("budget set: names no limit; use --daily or --monthly");
    }
    OpsApi api = api();
    BudgetScope of = of(api, scope, id);
    Map<String, Object> named = new LinkedHashMap<>();
    put(named, "daily", daily, soft, warnAt);
    put(named, "monthly", monthly, soft, warnAt);
    Map<String, @Nullable Object> limits = new LinkedHashMap<>(api.limits(of).members());
    Map<String, @Nullable Object> part = model == null ? limits : ofModel(limits, model);
    part.putAll(named);
    return print(api.setLimits(of, JsonWriter.write(limits)), Format.table);
  }

  @Command(name = "unset", header = "Go back to the limits of config.yml.")
  int unset(
      @Parameters(paramLabel = "SCOPE", description = SCOPE) String scope,
      @Parameters(arity = "0..1", paramLabel = "ID", description = ID) @Nullable String id) {
    OpsApi api = api();
    return print(api.clearLimits(of(api, scope, id)), Format.table);
  }

  /** Reports show learners by pseudonym: the service tells whose it is. */
  private static BudgetScope of(OpsApi api, String scope, @Nullable String id) {
    BudgetScope typed = BudgetScope.of(scope, id);
    return scope.equals("learner") && id != null && PSEUDONYM.matcher(id).matches()
        ? BudgetScope.of(scope, api.learner(id))
        : typed;
  }

  private OpsApi api() {
    PrintWriter err = spec.commandLine().getErr();
    return new OpsApi(session.service(err), session.http(err));
  }

  private int print(JsonObject reply, @Nullable Format format) {
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.json) {
      out.println(JsonWriter.write(reply.members()));
    } else {
      out.print(new BudgetTable(reply, session.terminal()).text());
    }
    return ExitCode.OK;
  }

  private static Map<String, @Nullable Object> ofModel(
      Map<String, @Nullable Object> limits, String model) {
    Map<String, @Nullable Object> models = copy(limits.get("models"));
    Map<String, @Nullable Object> own = copy(models.get(model));
    models.put(model, own);
    limits.put("models", models);
    return own;
  }

  private static Map<String, @Nullable Object> copy(@Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> copy.put(String.valueOf(name), member));
    }
    return copy;
  }

  private static void put(
      Map<String, Object> limits,
      String period,
      @Nullable String dollars,
      boolean soft,
      @Nullable BigDecimal warnAt) {
    if (dollars == null) {
      return;
    }
    Map<String, @Nullable Object> limit = new LinkedHashMap<>();
    limit.put("limit_usd", dollars.equals("none") ? null : amount(period, dollars));
    limit.put("mode", soft ? "soft" : "hard");
    if (warnAt != null) {
      limit.put("warn_at", warnAt);
    }
    limits.put(period, limit);
  }

  private static BigDecimal amount(String period, String dollars) {
    try {
      BigDecimal amount = new BigDecimal(dollars);
      if (amount.signum() >= 0 && amount.precision() - amount.scale() < 11) {
        return amount;
      }
    } catch (NumberFormatException e) {
      // Told below, together with what is out of range.
    }
    throw CliException.usage(
        "--" + period + " '" + dollars + "': not an amount; use dollars such as 12.50, or none");
  }
}
