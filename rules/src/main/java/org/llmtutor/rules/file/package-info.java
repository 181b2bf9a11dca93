/** Rule files: groups of alerting and recording rules, with the place of everything in them. */
@NullMarked
package org.llmtutor.rules.file;

import org.jspecify.annotations.NullMarked;
