package org.llmtutor.promql.series;

import org.llmtutor.promql.model.Labels;

/**
 * What one line of notation says.
 *
 * @param labels which series
 * @param values its values, one for each step; empty when only the series was written
 */
public record SeriesDescription(Labels labels, ValueSequence values) {}
