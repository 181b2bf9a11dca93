/** {@code monitorctl sentry-test}: whether error reports get through. */
@NullMarked
package org.llmtutor.cli.sentry;

import org.jspecify.annotations.NullMarked;
