/** What watching a request adds to it. */
@NullMarked
package org.llmtutor.bench.request;

import org.jspecify.annotations.NullMarked;
