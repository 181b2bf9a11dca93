package org.llmtutor.service.telemetry.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.service.telemetry.WithoutCreated;

class PageWriterTest {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void writesWhatTheClientLibraryWrites(boolean openMetrics) throws IOException {
    for (int seed = 0; seed < 2_000; seed++) {
      List<MetricFamilySamples> families = new RandomFamilies(seed).next();
      assertThat(ours(families, openMetrics))
          .as("seed %d", seed)
          .isEqualTo(theirs(families, openMetrics));
    }
  }

  @Test
  void writesNumbersAsTheClientLibraryDoes() throws IOException {
    RandomFamilies random = new RandomFamilies(42);
    for (int i = 0; i < 200_000; i++) {
      double value = random.number();
      assertThat(shown(value)).isEqualTo(Collector.doubleToGoString(value));
    }
  }

  @Test
  void keepsItsBytesTogetherAcrossItsBuffer() throws IOException {
    String value = "€\"".repeat(20_000);
    List<Sample> samples = List.of(new Sample("m", List.of("l"), List.of(value), 12_345_678));
    List<MetricFamilySamples> families =
        List.of(new MetricFamilySamples("m", Collector.Type.GAUGE, "Help.", samples));
    assertThat(ours(families, false)).isEqualTo(theirs(families, false));

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PageWriter page = new PageWriter(out, true);
    page.sample(new byte[] {'m'}, PageWriter.labels(List.of("l"), List.of(value)), 1);
    page.finish();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("m{l=\"" + value.replace("\"", "\\\"") + "\"} 1.0\n# EOF\n");
  }

  @Test
  void handsAPageOfAnySizeOnInSmallPieces() throws IOException {
    LargestPiece out = new LargestPiece();
    PageWriter page = new PageWriter(out, false);
    for (int i = 0; i < 100_000; i++) {
      page.sample(new byte[] {'m'}, PageWriter.labels(List.of("l"), List.of("v" + i)), i);
    }
    page.finish();
    assertThat(out.all).isGreaterThan(1_000_000);
    assertThat(out.largest).isLessThanOrEqualTo(16 * 1024);
  }

  private static String ours(List<MetricFamilySamples> families, boolean openMetrics)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PageWriter page = new PageWriter(out, openMetrics);
    for (MetricFamilySamples family : families) {
      page.family(family);
    }
    page.finish();
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private static String theirs(List<MetricFamilySamples> families, boolean openMetrics)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Writer page = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
      TextFormat.writeFormat(
          openMetrics ? TextFormat.CONTENT_TYPE_OPENMETRICS_100 : TextFormat.CONTENT_TYPE_004,
          page,
          new WithoutCreated(Collections.enumeration(families)));
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private static String shown(double value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PageBytes bytes = new PageBytes(out);
    bytes.number(value).drain();
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private static final class LargestPiece extends OutputStream {

    private int largest;
    private long all;

    @Override
    public void write(int single) {
      write(new byte[1], 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      largest = Math.max(largest, length);
      all += length;
    }
  }
}
