@NullMarked
package org.llmtutor.cli;

import org.jspecify.annotations.NullMarked;
