package org.llmtutor.rules.template;

import java.util.List;

/**
 * Commands of which each gets the value of the one before as its last argument.
 *
 * @param variables names that get the value, with their dollar
 * @param declares whether they are new
 * @param commands at least one, each a list of operands, the first what is called
 * @param from the index of its first character
 * @param to the index after its last character
 */
record Pipeline(
    List<String> variables, boolean declares, List<List<Operand>> commands, int from, int to) {}
