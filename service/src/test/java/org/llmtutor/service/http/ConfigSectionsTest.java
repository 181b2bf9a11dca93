package org.llmtutor.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.llmtutor.service.health.HealthConfig;

class ConfigSectionsTest {

  private final ObjectMapper mapper = Jackson.newObjectMapper();

  @Test
  void readsLimitsAndFillsInDefaults() throws IOException {
    LimitsConfig limits =
        mapper.readValue(
            "{\"maxBodySize\":\"1MiB\",\"maxBodyTime\":\"5s\",\"maxJsonDepth\":8}",
            LimitsConfig.class);
    assertThat(limits.maxBodySize()).isEqualTo(DataSize.mebibytes(1));
    assertThat(limits.maxBodyTime()).isEqualTo(Duration.seconds(5));
    assertThat(limits.maxJsonDepth()).isEqualTo(8);
    assertThat(limits.maxJsonNumberLength()).isEqualTo(100);
    assertThat(mapper.readValue("{}", LimitsConfig.class)).isEqualTo(LimitsConfig.defaults());
  }

  @Test
  void refusesALimitThatIsNotPositive() {
    assertThatThrownBy(() -> mapper.readValue("{\"maxJsonDepth\":0}", LimitsConfig.class))
        .hasMessageContaining("'0': limits.maxJsonDepth must be above 0");
  }

  @Test
  void readsTheHealthSection() throws IOException {
    HealthConfig health =
        mapper.readValue("{\"cacheFor\":\"3s\",\"minFreeDisk\":\"1GiB\"}", HealthConfig.class);
    assertThat(health.cacheFor()).isEqualTo(Duration.seconds(3));
    assertThat(health.minFreeDisk()).isEqualTo(DataSize.gibibytes(1));
    assertThat(health.deadline()).isEqualTo(Duration.seconds(2));
    assertThatThrownBy(() -> mapper.readValue("{\"deadline\":\"0s\"}", HealthConfig.class))
        .hasMessageContaining("healthChecks.deadline must be above 0");
  }
}
