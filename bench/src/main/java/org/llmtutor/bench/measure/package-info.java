/** JMH benchmarks: what the design promises, measured beside what it is compared with. */
@NullMarked
package org.llmtutor.bench.measure;

import org.jspecify.annotations.NullMarked;
