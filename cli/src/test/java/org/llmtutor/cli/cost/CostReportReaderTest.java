package org.llmtutor.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmtutor.api.CostReport;
import org.llmtutor.api.TokenCounts;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonText;

class CostReportReaderTest {

  /** The names on the wire are those of the record's annotations, read here by reflection. */
  @Test
  void readsWhatTheRecordIsWrittenAs() throws IOException {
    CostReport.Row row =
        new CostReport.Row(
            Map.of("model", "m"),
            "Ada",
            2,
            3,
            new TokenCounts(1L, 2L, null, 3L, 4L, 0L),
            new BigDecimal("0.123456789"),
            new BigDecimal("0.000000001"),
            2,
            new BigDecimal("1.5"),
            new CostReport.Completeness(part(1), part(2), part(3), part(4)),
            new CostReport.Previous(
                2, new BigDecimal("1"), new BigDecimal("-1"), new BigDecimal("-1.0000"), "gone"),
            new CostReport.Unit(4L, new BigDecimal("0.030864197")),
            new CostReport.Trend(
                LocalDate.parse("2026-11-22"),
                List.of(new BigDecimal("0.5"), new BigDecimal("7")),
                new CostReport.Anomaly(
                    LocalDate.parse("2026-11-23"),
                    new BigDecimal("7"),
                    new BigDecimal("1"),
                    new BigDecimal("2"))));
    CostReport report =
        new CostReport(
            LocalDate.parse("2026-11-17"),
            LocalDate.parse("2026-11-24"),
            "UTC",
            List.of("model"),
            List.of(row),
            row,
            7,
            new CostReport.Range(LocalDate.parse("2026-11-10"), LocalDate.parse("2026-11-17")),
            "hint",
            Instant.parse("2026-11-23T12:00:00Z"));
    Map<String, Object> wire = new LinkedHashMap<>();
    ObjectMapper mapper =
        new ObjectMapper()
            .registerModule(
                new SimpleModule().addSerializer(LocalDate.class, ToStringSerializer.instance));
    wire.put("from", "2026-11-17");
    wire.put("to", "2026-11-24");
    wire.put("zone", "UTC");
    wire.put("by", List.of("model"));
    wire.put("rows", List.of(row));
    wire.put("total", row);
    wire.put("rows_omitted", 7);
    wire.put("compare", Map.of("from", "2026-11-10", "to", "2026-11-17"));
    wire.put("unit", "hint");
    wire.put("generated_at", "2026-11-23T12:00:00Z");

    byte[] json = mapper.writeValueAsBytes(wire);

    assertThat(CostReportReader.read(JsonObject.of(JsonText.parse(json), "test")))
        .isEqualTo(report);
  }

  private static CostReport.Part part(long calls) {
    return new CostReport.Part(calls, new BigDecimal("0.25"));
  }
}
