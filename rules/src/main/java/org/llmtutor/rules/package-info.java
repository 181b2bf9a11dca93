@NullMarked
package org.llmtutor.rules;

import org.jspecify.annotations.NullMarked;
