package org.llmtutor.service.telemetry.page;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.exemplars.Exemplar;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Families of every type with everything a sample may carry, the same ones for the same seed. */
final class RandomFamilies {

  private static final List<String> PARTS =
      List.of("a", "é", "€", "🎓", "\ud83c", "\udf93", "\\", "\"", "\n", "\r", " ", "{", "\u0000");
  private static final List<String> SUFFIXES =
      List.of("", "_total", "_created", "_gcount", "_gsum", "_bucket", "_count", "_sum", "_info");

  private static final List<Collector.Type> TYPES = List.of(Collector.Type.values());

  private final Random random;

  RandomFamilies(long seed) {
    this.random = new Random(seed);
  }

  List<MetricFamilySamples> next() {
    return IntStream.range(0, random.nextInt(5)).mapToObj(this::family).toList();
  }

  private MetricFamilySamples family(int number) {
    Collector.Type type = TYPES.get(random.nextInt(TYPES.size()));
    boolean united =
        type != Collector.Type.INFO && type != Collector.Type.STATE_SET && random.nextBoolean();
    String name = "family_" + number + (united ? "_seconds" : "");
    List<Sample> samples = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      samples.add(sample(name));
    }
    return new MetricFamilySamples(name, united ? "seconds" : "", type, text(), samples);
  }

  private Sample sample(String family) {
    int labels = random.nextInt(4);
    List<String> names = IntStream.range(0, labels).mapToObj(i -> "label_" + i).toList();
    List<String> values = names.stream().map(name -> text()).toList();
    String name = family + SUFFIXES.get(random.nextInt(SUFFIXES.size()));
    return new Sample(name, names, values, number(), exemplar(), timestamp());
  }

  private @Nullable Exemplar exemplar() {
    return switch (random.nextInt(4)) {
      case 0 -> new Exemplar(number(), timestamp(), "trace_id", "t\"1", "span_id", "s1");
      case 1 -> new Exemplar(number(), timestamp());
      default -> null;
    };
  }

  private @Nullable Long timestamp() {
    return random.nextInt(3) > 0 ? null : random.nextLong(-2_000, 2_000_000_000_000L);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return text.toString();
  }

  double number() {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextInt(1_000);
      case 1 -> -random.nextInt(100_000_000);
      case 2 -> random.nextLong(1L << 56) / Math.pow(10, random.nextInt(17));
      case 3 -> Math.rint(Math.pow(10, random.nextInt(18))) * random.nextInt(-12, 12);
      case 4 -> random.nextLong(1L << 54);
      case 5 -> random.nextDouble();
      case 6 ->
          List.of(0.0, -0.0, Double.NaN, 1e7, 9_999_999.0, 1e15, 1e15 - 1, 1 / 0.0, -1 / 0.0)
              .get(random.nextInt(9));
      default -> Double.longBitsToDouble(random.nextLong());
    };
  }
}
