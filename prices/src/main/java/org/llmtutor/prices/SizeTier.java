package org.llmtutor.prices;

/**
 * Other rates for the whole request, once its prompt is large.
 *
 * @param abovePromptTokens they hold for prompts of more tokens than this
 * @param rates the rates
 */
public record SizeTier(long abovePromptTokens, Rates rates) {}
