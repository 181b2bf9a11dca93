/** Native histograms as PromQL computes with them. */
@NullMarked
package org.llmtutor.promql.histogram;

import org.jspecify.annotations.NullMarked;
