package org.llmtutor.service.alerting;

/**
 * Where alerts come from.
 *
 * @param file the rule file, as the configuration and the directory name it
 * @param group the rule group in it
 */
record RuleSource(String file, String group) {}
