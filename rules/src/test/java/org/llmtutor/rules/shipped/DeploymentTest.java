package org.llmtutor.rules.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlNode;

class DeploymentTest {

  private static final Path DEPLOY = Shipped.ROOT.resolve("docs/deploy");

  static Stream<Path> yamlFiles() {
    return Shipped.files("docs/deploy", ".yml").stream();
  }

  static Stream<Path> guides() {
    return Stream.of("docs/deploy", "docs/runbooks", "docs/checks", "alerts")
        .flatMap(directory -> Shipped.files(directory, ".md").stream());
  }

  @ParameterizedTest
  @MethodSource("yamlFiles")
  void isSoundYaml(Path path) {
    assertThat(Shipped.document(path).entries()).isNotEmpty();
  }

  @Test
  void scrapesTheJobThatTheAlertsAskFor() {
    YamlNode config = Shipped.document(DEPLOY.resolve("prometheus.yml"));
    YamlNode job = Shipped.list(config, "scrape_configs").get(0);
    assertThat(Shipped.text(job, "job_name")).isEqualTo("tutor");
    assertThat(Shipped.text(job, "metrics_path")).isEqualTo("/metrics");
    assertThat(Shipped.text(Shipped.list(config, "rule_files").get(0))).isEqualTo("alerts/*.yml");
  }

  @Test
  void mountsOnlyFilesThatExist() {
    YamlNode compose = Shipped.document(DEPLOY.resolve("docker-compose.yml"));
    YamlMapping services = (YamlMapping) Shipped.at(compose, "services");
    services.entries().stream()
        .map(service -> (YamlMapping) service.value())
        .filter(service -> service.has("volumes"))
        .flatMap(service -> Shipped.list(service, "volumes").stream())
        .map(volume -> Shipped.text(volume).split(":", 2)[0])
        .filter(source -> source.startsWith("."))
        .forEach(source -> assertThat(Files.exists(DEPLOY.resolve(source))).as(source).isTrue());
  }

  @Test
  void readsEverySecretFromAFileThatIsMountedThere() {
    String compose = Shipped.source(DEPLOY.resolve("docker-compose.yml")).text();
    String config =
        Shipped.source(DEPLOY.resolve("alertmanager.yml")).text()
            + Shipped.source(DEPLOY.resolve("prometheus.yml"))
                .text()
                .replace(": secrets/", ": /etc/prometheus/secrets/");
    assertThat(config)
        .doesNotContainPattern(
            "(api_url|routing_key|service_key|auth_password|credentials|password): ");
    assertThat(
            Pattern.compile("_file: (/etc/.*/secrets/.*)")
                .matcher(config)
                .results()
                .map(file -> file.group(1)))
        .hasSize(4)
        .allSatisfy(file -> assertThat(compose).contains("target: " + file + "\n"));
  }

  @Test
  void routesEverySeverityToAReceiverThatExists() {
    YamlNode config = Shipped.document(DEPLOY.resolve("alertmanager.yml"));
    assertThat(Shipped.list(config, "receivers"))
        .extracting(receiver -> Shipped.text(receiver, "name"))
        .contains(Shipped.text(config, "route", "receiver"))
        .containsAll(
            Shipped.list(config, "route", "routes").stream()
                .map(route -> Shipped.text(route, "receiver"))
                .toList());
  }

  @Test
  void runsTheServiceAsAnOrdinaryUser() {
    assertThat(Shipped.source(DEPLOY.resolve("Dockerfile")).text())
        .contains("\nUSER 10001\n", "HEALTHCHECK", "COPY --chown=tutor:tutor config.yml");
    assertThat(Shipped.source(DEPLOY.resolve("tutor.service")).text())
        .contains("\nUser=tutor\n", "NoNewPrivileges=true");
  }

  @ParameterizedTest
  @MethodSource("guides")
  void linksOnlyToFilesThatExist(Path guide) {
    Matcher link = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Shipped.source(guide).text());
    while (link.find()) {
      assertThat(Files.exists(guide.resolveSibling(link.group(1)))).as(link.group(1)).isTrue();
    }
  }
}
