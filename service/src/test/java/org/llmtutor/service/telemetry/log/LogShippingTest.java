package org.llmtutor.service.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The shipped Vector configuration reads what the service writes. */
class LogShippingTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{ (\\w+) }}");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+:-([^}]*)}");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void everyFieldThatVectorTakesIsOneThatLinesHave() throws IOException {
    JsonNode loki = read("docs/deploy/vector.yml").at("/sinks/loki");
    Set<String> taken = new HashSet<>();
    TEMPLATE.matcher(loki.toString()).results().forEach(each -> taken.add(each.group(1)));
    assertThat(taken).containsExactlyInAnyOrder("level", "logger");
    assertThat(fields()).containsAll(taken).contains("time", "message");
  }

  @Test
  void labelsHaveFewValues() throws IOException {
    JsonNode labels = read("docs/deploy/vector.yml").at("/sinks/loki/labels");
    assertThat(labels.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("service", "level", "logger");
  }

  @Test
  void readsTheFilesThatTheShippedConfigurationWrites() throws IOException {
    JsonNode config = read("config.yml");
    JsonNode sources = read("docs/deploy/vector.yml").at("/sources/tutor/include");
    List<String> written =
        List.of(
            config.at("/logging/appenders/2/file").asText(),
            config.at("/server/requestLog/appenders/1/file").asText());
    assertThat(written).containsExactly("tutor.log", "access.log");
    assertThat(sources).hasSameSizeAs(written);
    written.forEach(file -> assertThat(sources.toString()).contains("/" + file + "\""));
  }

  private static Set<String> fields() throws IOException {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(MDC.getMDCAdapter());
    LoggingEvent event =
        new LoggingEvent("x", context.getLogger("T"), Level.INFO, "hello", null, null);
    event.setMDCPropertyMap(
        Map.of("request_id", "r", "route", "/api", "learner", "u1", "trace_id", "4bf9"));
    JsonNode line =
        new ObjectMapper().readTree(new JsonLogLayout(ZoneOffset.UTC, 4_096).doLayout(event));
    Set<String> names = new HashSet<>();
    line.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode read(String file) throws IOException {
    String text = Files.readString(ROOT.resolve(file));
    return YAML.readTree(VARIABLE.matcher(text).replaceAll("$1"));
  }
}
