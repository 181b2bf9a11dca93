package org.llmtutor.cli.exposition;

/**
 * Something wrong with a page.
 *
 * @param line line number from 1; 0 when the page as a whole is meant
 * @param column column from 1
 * @param message what is wrong
 * @param source the line as it stands
 */
public record ExpositionProblem(int line, int column, String message, String source) {}
