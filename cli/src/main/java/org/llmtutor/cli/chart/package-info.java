/** Line charts drawn with characters. */
@NullMarked
package org.llmtutor.cli.chart;

import org.jspecify.annotations.NullMarked;
