/** What a Prometheus server tells of rules: their metrics, what would fire, what would have. */
@NullMarked
package org.llmtutor.cli.backtest;

import org.jspecify.annotations.NullMarked;
