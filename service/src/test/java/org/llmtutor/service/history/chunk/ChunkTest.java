package org.llmtutor.service.history.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.model.Samples;

class ChunkTest {

  private static final long START = 1_800_000_000_000L;

  record Sample(long millis, double value) {}

  @Property
  void givesBackWhatWasAppended(@ForAll("samples") List<Sample> samples) {
    OpenChunk open = open(samples);
    assertThat(read(open.view())).isEqualTo(bits(samples));
    assertThat(read(open.close())).isEqualTo(bits(samples));
    assertThat(open.close().end()).isEqualTo(samples.get(samples.size() - 1).millis());
  }

  @Property
  void aViewStaysAsItWasWhileItsChunkGrows(@ForAll("samples") List<Sample> samples) {
    OpenChunk open = open(samples.subList(0, 1));
    List<Chunk> views = new ArrayList<>(List.of(open.view()));
    for (Sample sample : samples.subList(1, samples.size())) {
      open.append(sample.millis(), sample.value());
      views.add(open.view());
    }
    for (int i = 0; i < views.size(); i++) {
      assertThat(read(views.get(i))).isEqualTo(bits(samples.subList(0, i + 1)));
    }
  }

  @Property
  void anyBytesCanBeReadAsAChunk(@ForAll byte[] data, @ForAll long first) {
    Chunk chunk = new Chunk(START, START, 15_000, first, OpenChunk.CAPACITY, data);
    assertThat(read(chunk)).hasSize(OpenChunk.CAPACITY);
  }

  @Provide
  Arbitrary<List<Sample>> samples() {
    Arbitrary<Long> distances =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.just(15_000L)),
            Tuple.of(2, Arbitraries.longs().between(1, 40_000)),
            Tuple.of(1, Arbitraries.longs().between(1, 1L << 40)));
    return Combinators.combine(distances, values())
        .as(Sample::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(OpenChunk.CAPACITY)
        .map(ChunkTest::atGrowingTimes);
  }

  private static Arbitrary<Double> values() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.integers().between(-3, 3).map(Integer::doubleValue)),
        Tuple.of(2, Arbitraries.longs().map(Long::doubleValue)),
        Tuple.of(2, Arbitraries.longs().map(Double::longBitsToDouble)),
        Tuple.of(
            2,
            Arbitraries.of(
                Samples.STALE,
                Double.NaN,
                Double.longBitsToDouble(0xfff8_dead_beef_0001L),
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                0.0,
                -0.0,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                9_007_199_254_740_992.0,
                -9_007_199_254_740_992.0,
                9_007_199_254_740_994.0,
                0.1)));
  }

  private static List<Sample> atGrowingTimes(List<Sample> distances) {
    List<Sample> samples = new ArrayList<>();
    long time = START;
    for (Sample next : distances) {
      samples.add(new Sample(time, next.value()));
      time += next.millis();
    }
    return samples;
  }

  @Test
  void aSeriesThatNeverChangesTakesNoBytes() {
    OpenChunk open = new OpenChunk(START, 42.5);
    for (int i = 1; i < OpenChunk.CAPACITY; i++) {
      open.append(START + i * 15_000L, 42.5);
    }
    assertThat(open.isFull()).isTrue();
    assertThat(open.close().data()).isEmpty();
    assertThat(open.close().bytes()).isEqualTo(48);
  }

  @Test
  void aCounterThatIsResetTakesLessThanTwoBytesASample() {
    OpenChunk open = new OpenChunk(START, 0);
    for (int i = 1; i < OpenChunk.CAPACITY; i++) {
      open.append(START + i * 15_000L, i % 100 * 40 + i % 7);
    }
    assertThat(open.close().bytes()).isLessThan(2 * OpenChunk.CAPACITY);
  }

  @Test
  void refusesWhatIsNotLater() {
    OpenChunk open = new OpenChunk(START, 0);
    assertThatThrownBy(() -> open.append(START, 1)).isInstanceOf(IllegalStateException.class);
  }

  private static OpenChunk open(List<Sample> samples) {
    OpenChunk open = new OpenChunk(samples.get(0).millis(), samples.get(0).value());
    samples.subList(1, samples.size()).forEach(next -> open.append(next.millis(), next.value()));
    return open;
  }

  private static List<List<Long>> bits(List<Sample> samples) {
    return samples.stream()
        .map(next -> List.of(next.millis(), Double.doubleToRawLongBits(next.value())))
        .toList();
  }

  private static List<List<Long>> read(Chunk chunk) {
    long[] timestamps = new long[chunk.count() + 2];
    double[] values = new double[chunk.count() + 2];
    chunk.read(timestamps, values, 1);
    List<Sample> samples = new ArrayList<>();
    for (int i = 1; i <= chunk.count(); i++) {
      samples.add(new Sample(timestamps[i], values[i]));
    }
    return bits(samples);
  }
}
