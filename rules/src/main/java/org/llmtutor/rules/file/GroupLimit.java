package org.llmtutor.rules.file;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmtutor.rules.yaml.ScalarForm;
import org.llmtutor.rules.yaml.YamlScalar;

/**
 * The number in a group's {@code limit}, read as Prometheus does: whole numbers in base 2, 8, 10
 * and 16, underscores between digits, and decimals, of which the whole part counts.
 */
public final class GroupLimit {

  private static final Pattern WHOLE =
      Pattern.compile("([-+]?)(?:0[bB]([01]+)|0[oO]?([0-7]+)|0[xX]([0-9a-fA-F]+)|(0|[1-9][0-9]*))");

  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?");

  private static final int[] BASES = {2, 8, 16, 10};

  private GroupLimit() {}

  /** The limit, which may be negative; empty when Prometheus would not take the text. */
  public static OptionalLong read(YamlScalar limit) {
    return limit.form() == ScalarForm.PLAIN ? read(limit.value()) : OptionalLong.empty();
  }

  private static OptionalLong read(String text) {
    if (text.startsWith("_")) {
      return OptionalLong.empty();
    }
    Matcher whole = WHOLE.matcher(text.replace("_", ""));
    if (whole.matches()) {
      return exact(new BigDecimal(integer(whole)));
    }
    return DECIMAL.matcher(text).matches() ? exact(new BigDecimal(text)) : OptionalLong.empty();
  }

  private static BigInteger integer(Matcher whole) {
    for (int i = 0; i < BASES.length; i++) {
      String digits = whole.group(i + 2);
      if (digits != null) {
        return new BigInteger(whole.group(1) + digits, BASES[i]);
      }
    }
    throw new IllegalStateException("one of the forms has matched");
  }

  private static OptionalLong exact(BigDecimal number) {
    boolean fits =
        number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
            && number.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0;
    return fits ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
  }
}
