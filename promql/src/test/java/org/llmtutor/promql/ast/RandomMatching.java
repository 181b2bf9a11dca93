package org.llmtutor.promql.ast;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.VectorMatching.Cardinality;
import org.llmtutor.promql.types.LanguageProfile;

/** Random label lists and vector matchings. */
final class RandomMatching {

  private static final String[] LABELS = {
    "job",
    "instance",
    "le",
    "by",
    "sum",
    "bool",
    "on",
    "without",
    "fill",
    "inf",
    "a.b",
    "größe",
    "_"
  };

  private final Random random;
  private final LanguageProfile profile;

  RandomMatching(Random random, LanguageProfile profile) {
    this.random = random;
    this.profile = profile;
  }

  /** Up to three labels, none twice. */
  List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String label = LABELS[random.nextInt(LABELS.length)];
      if (!labels.contains(label)) {
        labels.add(label);
      }
    }
    return labels;
  }

  /** One that {@code op} allows; null for one that is not written. */
  @Nullable VectorMatching next(BinaryOp op) {
    boolean on = random.nextBoolean();
    List<String> labels = labels();
    Cardinality cardinality = cardinality(op);
    List<String> include = new ArrayList<>();
    if (cardinality == Cardinality.MANY_TO_ONE || cardinality == Cardinality.ONE_TO_MANY) {
      include.addAll(labels());
      include.removeAll(labels);
    }
    boolean fills = profile.fillModifiers() && !op.set();
    Double left = fills ? fill() : null;
    Double right = fills ? fill() : null;
    boolean silent = !on && labels.isEmpty() && left == null && right == null;
    boolean plain =
        cardinality == Cardinality.ONE_TO_ONE || cardinality == Cardinality.MANY_TO_MANY;
    return silent && plain
        ? null
        : new VectorMatching(cardinality, on, labels, include, left, right);
  }

  private Cardinality cardinality(BinaryOp op) {
    if (op.set()) {
      return Cardinality.MANY_TO_MANY;
    }
    return switch (random.nextInt(4)) {
      case 0 -> Cardinality.MANY_TO_ONE;
      case 1 -> Cardinality.ONE_TO_MANY;
      default -> Cardinality.ONE_TO_ONE;
    };
  }

  private @Nullable Double fill() {
    return switch (random.nextInt(4)) {
      case 0 -> 0.0;
      case 1 -> -1.5e10;
      default -> null;
    };
  }
}
