package org.llmtutor.cli.logs;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.http.HttpRequest;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.time.DurationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code monitorctl logs}: finds the lines of a request and tells them as one story. */
@Command(
    name = "logs",
    header = "Find a request in log files and tell its story.",
    description =
        "Reads the service's log files, readable or JSON, rotated and compressed ones too, and asks"
            + " the service for what the request cost. When the service cannot be reached, the lines"
            + " are shown all the same.",
    footer = {
      "",
      "Examples:",
      "  monitorctl logs --request 01JD0C6Q7ZK3V8T5W9X2Y4B6NM",
      "  monitorctl logs --request my-request-0001 /var/log/tutor",
      "  monitorctl logs --trace 4bf92f3577b34da6a3ce929d0e0e4736 -o json",
      "  docker logs tutor | monitorctl logs --request 01JD0C6Q7ZK3V8T5W9X2Y4B6NM -",
      "",
      "Exit codes: 0 found, 1 not found, or files cannot be read, 2 usage."
    })
public final class LogsCommand implements Callable<Integer> {

  /** Forms of output. */
  enum Format {
    text,
    json
  }

  /** Levels, the least first. */
  enum Level {
    trace,
    debug,
    info,
    warn,
    error;

    /** Whether a line of a level is shown; what is no known level is. */
    boolean covers(String name) {
      return Stream.of(values())
          .filter(each -> each.compareTo(this) < 0)
          .noneMatch(each -> each.name().equalsIgnoreCase(name));
    }
  }

  private static final String DEFAULT_DIRECTORY = "data/log";
  private static final String ROWS = "/api/ops/ledger/rows";
  private static final int NOT_FOUND = 404;

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--request",
      paramLabel = "ID",
      description = "The request, as replies name it in X-Request-Id, and errors in request_id.")
  private @Nullable String request;

  @Option(
      names = "--trace",
      paramLabel = "ID",
      description = "All requests of a trace: 32 hexadecimal digits.")
  private @Nullable String trace;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The requests of an Idempotency-Key, as the ledger knows them.")
  private @Nullable String key;

  @Option(
      names = "--since",
      paramLabel = "DURATION",
      description = "Only lines of the last 30m, 2h or 7d.")
  private @Nullable String since;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "Show lines of this level and above: ${COMPLETION-CANDIDATES}.")
  private @Nullable Level level;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format output = Format.text;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description =
          "Log files, directories with log files, or '-' for standard input (default: LOG_DIR, or"
              + " data/log).")
  private List<String> paths = new ArrayList<>();

  /** The command of one run. */
  public LogsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (Stream.of(request, trace, key).filter(each -> each != null).count() != 1) {
      throw CliException.usage("logs: name what to look for: one of --request, --trace and --key");
    }
    Set<String> wanted = wanted();
    LogSearch search = new LogSearch(wanted, trace, earliest());
    int files = new LogFiles(session.environment(), paths()).read(search);
    Map<String, List<LogLine>> requests = byRequest(search.lines());
    Map<String, Story> stories = new LinkedHashMap<>();
    requests.forEach((id, lines) -> stories.put(id, new Story(id, lines, ledger(id))));
    for (String id : wanted) {
      LedgerPart known = stories.containsKey(id) ? null : ledger(id);
      if (known != null && !known.rows().isEmpty()) {
        stories.put(id, new Story(id, List.of(), known));
      }
    }
    if (stories.isEmpty()) {
      throw notFound(search, files);
    }
    print(List.copyOf(stories.values()), search);
    return ExitCode.OK;
  }

  private Set<String> wanted() {
    if (request != null) {
      return Set.of(request);
    } else if (key == null) {
      return Set.of();
    }
    Set<String> ids = new LinkedHashSet<>();
    for (JsonObject row : rows(Map.of("key", key))) {
      row.optionalText("request_id").filter(id -> !id.isEmpty()).ifPresent(ids::add);
    }
    if (ids.isEmpty()) {
      throw CliException.failed(
          "--key '" + PlainText.of(key) + "': no call of the ledger has it; check the key");
    }
    return ids;
  }

  private @Nullable Instant earliest() {
    return since == null
        ? null
        : session.environment().clock().instant().minus(DurationText.parse("--since", since));
  }

  private List<String> paths() {
    return paths.isEmpty()
        ? List.of(session.environment().variable("LOG_DIR").orElse(DEFAULT_DIRECTORY))
        : paths;
  }

  private static Map<String, List<LogLine>> byRequest(List<LogLine> lines) {
    return lines.stream()
        .collect(
            Collectors.groupingBy(
                line -> line.requestId() == null ? "none" : line.requestId(),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  /** What the ledger has; a service that cannot be asked is told of, and no failure. */
  private LedgerPart ledger(String id) {
    try {
      return new LedgerPart(rows(Map.of("request", id)), null);
    } catch (CliException e) {
      return new LedgerPart(List.of(), e.getMessage());
    }
  }

  private List<JsonObject> rows(Map<String, String> parameters) {
    Target service = session.service(err());
    HttpRequest get = HttpRequest.get(service.at(ROWS, parameters), service.authorization());
    try (HttpReply reply = session.http(err()).quiet().send(get)) {
      return reply.status() == NOT_FOUND ? List.of() : reply.json().objects("rows");
    }
  }

  private CliException notFound(LogSearch search, int files) {
    String what = trace != null ? "trace '" + trace + "'" : "request '" + request + "'";
    if (key != null) {
      what = "no request of key '" + key + "'";
    }
    StringBuilder message = new StringBuilder(PlainText.of(what));
    message.append(": in none of ").append(files).append(files == 1 ? " file" : " files");
    if (search.earliest().isPresent() && search.latest().isPresent()) {
      message.append(", which go from ").append(search.earliest().get());
      message.append(" to ").append(search.latest().get());
    }
    if (!search.near().isEmpty()) {
      String near = String.join("' or '", search.near());
      return CliException.failed(message + "; did you mean '" + PlainText.of(near) + "'?");
    }
    return CliException.failed(message + "; check the id, or name other files");
  }

  private void print(List<Story> stories, LogSearch search) {
    if (output == Format.json) {
      List<Map<String, @Nullable Object>> all =
          stories.stream().map(story -> StoryJson.of(story, shown(story))).toList();
      out().println(JsonWriter.write(all.size() == 1 ? all.get(0) : Map.of("requests", all)));
    } else {
      String separator = "";
      for (Story story : stories) {
        out().print(separator + StoryText.of(story, shown(story)));
        separator = "\n";
      }
    }
    if (search.omitted() > 0) {
      err()
          .println(
              "monitorctl: "
                  + search.omitted()
                  + " more lines are not shown; narrow it with --since or name fewer files");
    }
  }

  private List<LogLine> shown(Story story) {
    Level least = level;
    return least == null
        ? story.lines()
        : story.lines().stream().filter(line -> least.covers(line.level())).toList();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
