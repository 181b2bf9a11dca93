/**
 * Calls to large language models: one interface, an offline tutor, any OpenAI-compatible endpoint.
 * Knows nothing of money, accounts or HTTP resources.
 */
@NullMarked
package org.llmtutor.service.llm;

import org.jspecify.annotations.NullMarked;
