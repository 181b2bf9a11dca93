/** PromQL expressions as trees: immutable nodes with positions, and their texts. */
@NullMarked
package org.llmtutor.promql.ast;

import org.jspecify.annotations.NullMarked;
