/** Reads PromQL texts into trees: linear in time, without recursion, with all problems at once. */
@NullMarked
package org.llmtutor.promql.parser;

import org.jspecify.annotations.NullMarked;
