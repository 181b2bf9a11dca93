package org.llmtutor.rules.file;

import java.util.List;
import org.llmtutor.rules.yaml.YamlNode;

/**
 * What Prometheus would load as one rule file: a YAML document, or the {@code spec} of a Kubernetes
 * {@code PrometheusRule}.
 *
 * @param node what should be the mapping with {@code groups}
 * @param kubernetes whether it comes from a {@code PrometheusRule}
 * @param groups its groups
 */
public record RuleSection(YamlNode node, boolean kubernetes, List<RuleGroup> groups) {

  /** Copies the list. */
  public RuleSection {
    groups = List.copyOf(groups);
  }
}
