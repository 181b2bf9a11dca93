/** Load scenarios that speak HTTP to a service, and benchmarks of its parts. */
@NullMarked
package org.llmtutor.bench;

import org.jspecify.annotations.NullMarked;
