package org.llmtutor.rules.file;

import org.llmtutor.rules.yaml.YamlScalar;

/** A label or an annotation: a name and a value, both with their places. */
public record TextField(YamlScalar name, YamlScalar value) {}
