/** One tutoring exchange: prompt, metered call, conversation. */
@NullMarked
package org.llmtutor.service.chat;

import org.jspecify.annotations.NullMarked;
