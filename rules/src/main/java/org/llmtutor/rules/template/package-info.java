/** The templates in alerts' labels and annotations: Go's language, Prometheus' functions. */
@NullMarked
package org.llmtutor.rules.template;

import org.jspecify.annotations.NullMarked;
