package org.llmtutor.cli.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.parser.Parser;
import org.llmtutor.promql.types.LanguageProfile;
import org.llmtutor.promql.types.TypeChecker;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.metrics.FiringNow;
import org.llmtutor.rules.metrics.MetricsSnapshot;

/**
 * What a page of metrics tells of an alert.
 *
 * @param file the file of the rule
 * @param alert its name
 * @param reads how many series its expression reads
 * @param firing for how many series it holds now; empty when one scrape cannot tell
 */
record AlertFacts(String file, String alert, long reads, OptionalLong firing) {

  /** The facts of all alerts whose expressions are sound. */
  static List<AlertFacts> of(List<RuleFile> files, MetricsSnapshot metrics) {
    FiringNow now = new FiringNow(metrics, Instant.EPOCH.plusSeconds(600));
    List<AlertFacts> facts = new ArrayList<>();
    for (RuleFile file : files) {
      for (AlertingRule alert : file.alerts().toList()) {
        Expr expr = Parser.parse(alert.expr().value(), LanguageProfile.ALL).expr();
        if (expr != null && TypeChecker.check(expr, LanguageProfile.ALL).isEmpty()) {
          facts.add(
              new AlertFacts(
                  file.source().name(), alert.name().value(), now.reads(expr), now.results(expr)));
        }
      }
    }
    return facts;
  }
}
