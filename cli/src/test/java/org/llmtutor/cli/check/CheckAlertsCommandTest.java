package org.llmtutor.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.cli.context.Environment;
import org.llmtutor.cli.context.GlobalOptions;
import org.llmtutor.cli.context.Session;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class CheckAlertsCommandTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void findsNothingWrongWithTheShippedAlerts() {
    assertThat(run(Ansi.OFF, "--fail-on", "info", ROOT.resolve("alerts").toString())).isZero();
    assertThat(out.toString()).contains("31 alerts", "22 recording rules", "no problems");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void readsStandardInput() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("groups: 1\n".getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(run(Ansi.OFF, "-")).isEqualTo(3);
    } finally {
      System.setIn(before);
    }
    assertThat(out.toString()).contains("<stdin>:1:9: error: 'groups': a text instead of a list");
  }

  @Test
  void writesJsonThatProgramsCanRead(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("r.yml"), "groups: [{nme: a}]\n");
    assertThat(run(Ansi.OFF, "-o", "json", file.toString())).isEqualTo(3);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("files").asInt()).isEqualTo(1);
    JsonNode unknown = json.at("/problems/0");
    assertThat(unknown.get("id").asText()).isNotBlank();
    assertThat(json.get("problems").findValuesAsText("id")).contains("file/unknown-field");
  }

  @Test
  void writesAnEmptyListOfProblemsAsJson(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("r.yml"), "groups:\n");
    assertThat(run(Ansi.OFF, "-o", "json", "--disable", "file", file.toString())).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).get("problems")).isEmpty();
  }

  @Test
  void coloursOnlyWhenTheTerminalDoes(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("r.yml"), "groups: 1\n");
    run(Ansi.ON, file.toString());
    assertThat(out.toString()).contains("\u001b[31m");
  }

  @Test
  void checksAFileOnceHoweverOftenItIsNamed(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("r.yml"), "groups:\n");
    run(Ansi.OFF, file.toString(), directory.toString(), directory + "/./r.yml");
    assertThat(out.toString()).contains("1 file,");
  }

  @Test
  void complainsAboutADirectoryWithoutRules(@TempDir Path directory) {
    assertThat(run(Ansi.OFF, directory.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no *.yml or *.yaml in it");
  }

  private int run(Ansi ansi, String... args) {
    return new CommandLine(
            new CheckAlertsCommand(new Session(Environment.system(), new GlobalOptions())))
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
