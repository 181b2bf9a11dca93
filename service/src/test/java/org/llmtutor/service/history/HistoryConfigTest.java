package org.llmtutor.service.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryConfigTest {

  private final ObjectMapper mapper = Jackson.newObjectMapper();

  @Test
  void readsEachPropertyAndFillsInDefaults() throws IOException {
    HistoryConfig config =
        read(
            "{\"enabled\":\"no\",\"interval\":\"5s\",\"retention\":\"2h\",\"maxSeries\":7,"
                + "\"maxBytes\":\"2MiB\",\"snapshots\":\"off\",\"snapshotFile\":\"/x/y\","
                + "\"snapshotInterval\":\"1m\",\"snapshotDeadline\":\"3s\",\"job\":\"j\","
                + "\"instance\":\"i:1\"}");
    assertThat(config)
        .isEqualTo(
            new HistoryConfig(
                false,
                Duration.seconds(5),
                Duration.hours(2),
                7,
                DataSize.mebibytes(2),
                false,
                "/x/y",
                Duration.minutes(1),
                Duration.seconds(3),
                "j",
                "i:1"));
    assertThat(read("{}")).isEqualTo(HistoryConfig.defaults());
    assertThat(HistoryConfig.defaults().interval()).isEqualTo(Duration.seconds(15));
    assertThat(HistoryConfig.defaults().retention()).isEqualTo(Duration.hours(24));
  }

  @Test
  void theSnapshotIsBesideTheDatabaseUnlessItHasAName() throws IOException {
    Path data = Path.of("data");
    assertThat(HistoryConfig.defaults().snapshotIn(data))
        .isEqualTo(data.resolve("history.snapshot"));
    assertThat(read("{\"snapshotFile\":\"/x/y\"}").snapshotIn(data)).isEqualTo(Path.of("/x/y"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'interval':'50ms'} | history.interval: 50 milliseconds is too short",
        "{'retention':'20s'} | history.retention: 20 seconds holds less than two samples",
        "{'maxSeries':0} | history.maxSeries: 0 is not from 1 to 1000000",
        "{'maxBytes':'1KiB'} | history.maxBytes: 1 kibibyte is too little",
        "{'snapshotInterval':'0s'} | history.snapshotInterval: 0 seconds is too short",
        "{'snapshotDeadline':'0s'} | history.snapshotDeadline: 0 seconds is too short",
        "{'job':' '} | history.job: '' is empty",
        "{'instance':''} | history.instance: '' is empty",
        "{'enabled':'maybe'} | 'maybe': not a switch for history.enabled; use true or false"
      })
  void refusesWhatMakesNoSense(String json, String message) {
    assertThatThrownBy(() -> read(json.replace('\'', '"'))).hasMessageContaining(message);
  }

  private HistoryConfig read(String json) throws IOException {
    return mapper.readValue(json, HistoryConfig.class);
  }
}
