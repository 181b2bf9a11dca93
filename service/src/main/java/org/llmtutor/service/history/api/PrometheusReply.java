package org.llmtutor.service.history.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * The envelope of whatever the Prometheus API answers on success: {@code
 * {"status":"success","data":…}}. A resource method returns it; failures are {@link
 * PrometheusException}.
 *
 * @param data what was asked for, as Jackson writes it
 * @param warnings why the data may be wrong or lack something; left out when there are none
 * @param infos what else the asker should know; left out when there is nothing
 */
@JsonPropertyOrder({"status", "data", "warnings", "infos"})
public record PrometheusReply(
    Object data,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> infos) {

  /** Copies the lists. */
  public PrometheusReply {
    warnings = List.copyOf(warnings);
    infos = List.copyOf(infos);
  }

  /** Without warnings or infos. */
  public static PrometheusReply of(Object data) {
    return new PrometheusReply(data, List.of(), List.of());
  }

  /** Always {@code success}. */
  @JsonProperty("status")
  public String status() {
    return "success";
  }
}
