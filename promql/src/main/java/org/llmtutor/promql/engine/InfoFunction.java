package org.llmtutor.promql.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.function.Grid;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;

/**
 * {@code info}: adds the labels of the info series that describe the same instance and job.
 *
 * <p>Info series are looked at where the first selector of the first argument looks.
 */
final class InfoFunction implements VectorNode {

  private final Call source;
  private final VectorNode base;
  private final InfoMatchers matchers;
  private final SelectorTimes times;

  InfoFunction(Call source, VectorNode base, InfoMatchers matchers, SelectorTimes times) {
    this.source = source;
    this.base = base;
    this.matchers = matchers;
    this.times = times;
  }

  @Override
  public List<StepSeries> evaluate(Evaluation evaluation, Grid grid) {
    List<StepSeries> input = evaluation.vector(base, grid);
    evaluation.budget().hold(Evaluation.weight(input));
    InfoSeries infos = new InfoSeries(infos(input, evaluation, grid), source.position());
    List<StepSeries> result = new ArrayList<>(input.size());
    for (StepSeries series : input) {
      evaluation.budget().check();
      if (matchers.isInfo(series.labels())) {
        result.add(series);
      } else {
        result.addAll(described(series, infos, evaluation.budget()));
      }
    }
    return SameLabels.merge(Evaluation.present(result));
  }

  /** The info series of the targets that {@code input} is about; values are times of samples. */
  private List<StepSeries> infos(List<StepSeries> input, Evaluation evaluation, Grid grid) {
    Map<String, Set<String>> targets = new HashMap<>();
    for (StepSeries series : input) {
      for (String label : InfoSeries.IDENTIFYING) {
        String value = series.labels().get(label);
        if (!value.isEmpty() && !matchers.isInfo(series.labels())) {
          targets.computeIfAbsent(label, key -> new HashSet<>()).add(value);
        }
      }
    }
    if (targets.isEmpty()) {
      return List.of();
    }
    List<LabelMatcher> conditions = new ArrayList<>(matchers.all());
    targets.forEach((label, values) -> narrow(conditions, label, values));
    VectorNode selection = new InstantSelection(conditions, times, InstantSelection.Taking.TIME);
    List<StepSeries> found = new ArrayList<>();
    for (StepSeries series : evaluation.vector(selection, grid)) {
      if (isAbout(series.labels(), targets)) {
        found.add(series);
      }
    }
    return found;
  }

  /** Lets the storage look for one value; more of them are sorted out afterwards. */
  private static void narrow(List<LabelMatcher> conditions, String label, Set<String> values) {
    if (values.size() == 1) {
      String only = values.iterator().next();
      conditions.add(new LabelMatcher(label, LabelMatcher.Type.EQUAL, only));
    }
  }

  private static boolean isAbout(Labels labels, Map<String, Set<String>> targets) {
    return targets.entrySet().stream()
        .allMatch(target -> target.getValue().contains(labels.get(target.getKey())));
  }

  /** {@code series} with the labels of those that describe it, which may differ by step. */
  private Collection<StepSeries> described(StepSeries series, InfoSeries infos, Budget budget) {
    int[][] describing = infos.describing(series.labels());
    Map<List<Integer>, StepSeries> results = new LinkedHashMap<>();
    for (int step = 0; step < series.steps(); step++) {
      List<Integer> present = present(describing, step);
      if (series.has(step) && (!present.isEmpty() || matchers.keepsWithoutInfo())) {
        StepSeries out =
            results.computeIfAbsent(
                present,
                key -> {
                  budget.hold(series.steps());
                  Labels labels = enrich(series.labels(), key, infos);
                  return new StepSeries(labels, series.dropName(), series.steps());
                });
        SameLabels.copy(series, step, out);
      }
    }
    return results.values();
  }

  private static List<Integer> present(int[][] describing, int step) {
    List<Integer> present = new ArrayList<>(describing.length);
    for (int[] winners : describing) {
      if (winners[step] != InfoSeries.NONE) {
        present.add(winners[step]);
      }
    }
    return present;
  }

  private Labels enrich(Labels labels, List<Integer> describing, InfoSeries infos) {
    Map<String, String> added = new HashMap<>();
    for (int index : describing) {
      infos
          .labels(index)
          .forEach(
              (name, value) -> {
                if (matchers.copies(name)) {
                  add(added, name, value, labels);
                }
              });
    }
    Map<String, String> all = labels.toMap();
    all.putAll(added);
    return Labels.of(all);
  }

  private void add(Map<String, String> added, String name, String value, Labels labels) {
    String before = added.get(name);
    if (before != null && !before.equals(value)) {
      throw new EvaluationException(
          "conflicting label: " + name,
          "select info metrics that agree on it, or other labels",
          source.position());
    }
    if (!labels.has(name)) {
      added.put(name, value);
    }
  }
}
