package org.llmtutor.service.history.api;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import org.llmtutor.promql.model.Value;

/**
 * The {@code data} of a query, written as Prometheus does.
 *
 * @param value what the query gave
 */
@JsonSerialize(using = QueryDataWriter.class)
public record QueryData(Value value) {}
