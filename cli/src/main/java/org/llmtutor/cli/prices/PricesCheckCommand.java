package org.llmtutor.cli.prices;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.prices.PriceBookReader;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.ProblemRenderer;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.problem.SourceText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * Reads price files and reports every problem, without a service.
 *
 * <p>Exit codes: 0 fine, 1 a file is missing or cannot be read, 2 wrong usage, 3 problems found.
 */
@Command(
    name = "check",
    header = "Check price files.",
    description =
        "Tells of every mistake at once: misspelt keys, rates, times and tiers that make no sense,"
            + " entries that claim the same call, aliases that are models, gaps. Needs no service.",
    footer = {
      "",
      "Examples:",
      "  monitorctl prices check prices.yml",
      "  monitorctl prices check --fail-on warning prices/*.yml",
      "",
      "Exit codes: 0 fine, or warnings alone, 1 a file is missing or cannot be read,",
      "2 usage, 3 problems found."
    })
final class PricesCheckCommand implements Callable<Integer> {

  /** Forms of output. */
  enum CheckFormat {
    text,
    json
  }

  /** From which severity on files fail. */
  enum FailOn {
    warning,
    error
  }

  @ParentCommand private @Nullable PricesCommand parent;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, or - for standard input.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description = "Exit 3 from this level on: ${COMPLETION-CANDIDATES} (default: error).")
  private FailOn failOn = FailOn.error;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private CheckFormat format = CheckFormat.text;

  PricesCheckCommand() {}

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    BookSource source = new BookSource(Objects.requireNonNull(parent).session(), err);
    Findings findings = new Findings();
    boolean unread = false;
    for (String file : files) {
      try {
        findings.check(source, file);
      } catch (CliException e) {
        err.println("monitorctl: " + PlainText.of(e.getMessage()));
        unread = true;
      }
    }
    err.flush();
    PrintWriter out = spec.commandLine().getOut();
    boolean colours = spec.commandLine().getColorScheme().ansi().enabled();
    out.print(format == CheckFormat.json ? findings.json() : findings.text(colours));
    Severity least = failOn == FailOn.error ? Severity.ERROR : Severity.WARNING;
    return unread ? ExitCode.FAILED : findings.worst(least) ? ExitCode.PROBLEMS : ExitCode.OK;
  }

  /** What was read and what was found. */
  private static final class Findings {

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, SourceText> sources = new LinkedHashMap<>();
    private int files;
    private int entries;

    void check(BookSource source, String file) {
      Optional<SourceText> text = source.text(file, problems);
      files++;
      text.ifPresent(
          read -> {
            sources.put(read.name(), read);
            entries += new PriceBookReader().read(read, problems::add).size();
          });
      problems.sort(null);
    }

    boolean worst(Severity least) {
      return problems.stream().anyMatch(problem -> problem.severity().compareTo(least) >= 0);
    }

    String text(boolean colours) {
      ProblemRenderer renderer = new ProblemRenderer(colours);
      StringBuilder text = new StringBuilder();
      for (Problem problem : problems) {
        text.append(renderer.render(problem, sources.get(problem.file()))).append('\n');
      }
      text.append(problems.isEmpty() ? "" : "\n");
      text.append(count(files, "file", "files")).append(", ");
      text.append(count(entries, "price", "prices")).append(": ");
      return text.append(verdict()).append('\n').toString();
    }

    private String verdict() {
      if (problems.isEmpty()) {
        return "no problems";
      }
      long errors = problems.stream().filter(p -> p.severity() == Severity.ERROR).count();
      long warnings = problems.size() - errors;
      List<String> parts = new ArrayList<>();
      if (errors > 0) {
        parts.add(count(errors, "error", "errors"));
      }
      if (warnings > 0) {
        parts.add(count(warnings, "warning", "warnings"));
      }
      return String.join(", ", parts);
    }

    private static String count(long number, String one, String several) {
      return number + " " + (number == 1 ? one : several);
    }

    String json() {
      Map<String, Object> root = new LinkedHashMap<>();
      root.put("files", files);
      root.put("prices", entries);
      root.put("problems", problems.stream().map(Findings::json).toList());
      return JsonWriter.write(root) + "\n";
    }

    private static Map<String, Object> json(Problem problem) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("id", problem.id());
      json.put("severity", problem.severity().toString());
      json.put("file", problem.file());
      json.put("line", problem.span().line());
      json.put("column", problem.span().column());
      json.put("message", problem.message());
      json.put("remedy", problem.remedy());
      return json;
    }
  }
}
