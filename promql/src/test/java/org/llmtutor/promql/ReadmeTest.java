package org.llmtutor.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.engine.QueryResult;
import org.llmtutor.promql.engine.Queryable;
import org.llmtutor.promql.model.Value;
import org.llmtutor.promql.series.InMemoryQueryable;
import org.llmtutor.promql.types.LanguageProfile;

class ReadmeTest {

  private static final Path MODULE =
      Path.of(Objects.requireNonNull(System.getProperty("project.root")), "promql");

  @Test
  void showsAnExampleThatRuns() throws IOException {
    // example
    Queryable samples =
        InMemoryQueryable.builder()
            .load("requests_total{job=\"api\"} 0+60x10", Instant.EPOCH, Duration.ofMinutes(1))
            .build();
    Expr query = Promql.parse("sum by (job) (rate(requests_total[5m]))");
    Engine engine = new Engine(EngineOptions.DEFAULTS);
    QueryResult result = engine.instant(samples, query, Instant.EPOCH.plusSeconds(600));
    Value.Vector vector = (Value.Vector) result.value();
    // end of example
    assertThat(vector.samples().get(0).labels() + " " + vector.samples().get(0).value())
        .isEqualTo("{job=\"api\"} 1.0");
    assertThat(result.annotations()).isEmpty();
    assertThat(packed(readme())).contains(packed(example())).contains("prints`{job=\"api\"}1.0`");
  }

  @Test
  void showsTheMessageThatComes() throws IOException {
    StringJoiner messages = new StringJoiner("\n");
    try {
      messages.add(Promql.parse("sum(ratee(m[5m]))").toString());
    } catch (PromqlSyntaxException broken) {
      messages.add(broken.getMessage());
    }
    assertThat(readme()).contains(messages.toString());
    assertThat(Promql.problems("sum(ratee(m[5m]))", LanguageProfile.STABLE)).hasSize(1);
  }

  private static String readme() throws IOException {
    return Files.readString(MODULE.resolve("README.md"));
  }

  private static String example() throws IOException {
    String source =
        Files.readString(MODULE.resolve("src/test/java/org/llmtutor/promql/ReadmeTest.java"));
    String mark = "// example\n";
    int from = source.indexOf(mark) + mark.length();
    return source.substring(from, source.indexOf("// end of", from));
  }

  private static String packed(String text) {
    return text.replaceAll("\\s", "");
  }
}
