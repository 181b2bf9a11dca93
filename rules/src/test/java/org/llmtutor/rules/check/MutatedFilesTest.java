package org.llmtutor.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.ProblemRenderer;
import org.llmtutor.rules.problem.SourceText;

/** Rule files with random damage: whatever stands in them, there are problems and no crash. */
class MutatedFilesTest {

  private static final String SOUND =
      """
      groups:
        - name: "tutor 😀"
          interval: 30s
          labels: {team: 'it''s'}
          rules:
            - &rule
              alert: A
              expr: |
                up{job="x"}
                  == 0
              for: 5m
              labels:
                severity: page
              annotations:
                summary: >-
                  folded {{ $labels.job }}

                  text {{ if true }}x{{ end }}
                runbook_url: "a\\tb\\u00e4"
            - <<: *rule
              alert: B
            - record: a:b
              expr: sum(x)
      ---
      kind: PrometheusRule
      spec: {groups: [{name: g, rules: [{record: c, expr: d}]}]}
      """;

  private static final String NASTY =
      " \n\t:-?[]{}&*!|>'\"%@`#,~\r\u0000\u001b\u00a0\ud83d\ude00{{}}0äx\u2028\u0085\ufeff";

  @Test
  void neverCrashTheReaderOrAnyCheck() {
    Random random = new Random(20260101);
    ProblemRenderer renderer = new ProblemRenderer(true);
    for (int i = 0; i < 4_000; i++) {
      SourceText source = new SourceText("f.yml", damage(random));
      List<Problem> problems = new ArrayList<>();
      RuleFile file = new RuleFileReader().read(source, problems::add);
      RuleChecker.all().check(file, problems::add);
      for (Problem problem : problems) {
        assertThat(problem.span().line()).isLessThanOrEqualTo(source.lineCount());
        assertThat(renderer.render(problem, source)).contains("^");
      }
    }
  }

  private static String damage(Random random) {
    StringBuilder text = new StringBuilder(SOUND);
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(text.length());
      int kind = random.nextInt(3);
      if (kind == 0) {
        text.deleteCharAt(at);
      } else if (kind == 1) {
        text.insert(at, NASTY.charAt(random.nextInt(NASTY.length())));
      } else {
        int end = Math.min(text.length(), at + random.nextInt(40));
        text.insert(random.nextInt(text.length()), text.substring(at, end));
      }
    }
    return text.toString();
  }
}
