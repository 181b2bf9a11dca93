package org.llmtutor.rules.problem;

/**
 * What a check is called and how bad its findings are by default.
 *
 * @param id stable, such as {@code rule/duration}: area, slash, subject
 * @param severity of an ordinary finding
 * @param summary one sentence that fits a line
 */
public record CheckInfo(String id, Severity severity, String summary) {}
