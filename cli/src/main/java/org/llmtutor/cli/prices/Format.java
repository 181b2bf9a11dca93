package org.llmtutor.cli.prices;

/** Forms of output. */
enum Format {
  table,
  json,
  csv,
  markdown
}
