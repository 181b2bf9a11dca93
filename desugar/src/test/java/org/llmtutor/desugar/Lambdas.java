package org.llmtutor.desugar;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** Lambdas and method references of every kind, and what they say. */
@SuppressWarnings("UnnecessaryLambda") // They are what is tested.
public final class Lambdas implements Callable<List<Object>> {

  static final List<Object> EXPECTED =
      List.of(
          "nothing",
          3,
          4_000_000_000L,
          2.5,
          'c',
          true,
          "bound text",
          5,
          7L,
          7.0,
          12,
          "new",
          3,
          "own private",
          "inner private",
          "inner builder",
          "face private",
          "face default",
          List.of("added"),
          "varargs 2",
          42L,
          "chars",
          "generic",
          (byte) 9);

  private final String own = "own";

  @Override
  public List<Object> call() {
    List<Object> said = new ArrayList<>();
    captured(said, 1, 4_000_000_000L, 2.5, 'c', true, (byte) 9);
    return said;
  }

  /** Whether the same place gives the same instance. */
  public static boolean same() {
    Supplier<String> first = one();
    return first == one();
  }

  private static Supplier<String> one() {
    return () -> "one";
  }

  private void captured(List<Object> said, int i, long j, double d, char c, boolean z, byte b) {
    Supplier<String> nothing = () -> "nothing";
    IntSupplier ints = () -> i + 2;
    LongSupplier longs = () -> j;
    DoubleSupplier doubles = () -> d;
    Supplier<Character> chars = () -> c;
    BooleanSupplier booleans = () -> z;
    said.addAll(List.of(nothing.get(), ints.getAsInt(), longs.getAsLong(), doubles.getAsDouble()));
    said.addAll(List.of(chars.get(), booleans.getAsBoolean()));

    Supplier<String> bound = "bound text "::strip;
    ToIntFunction<Integer> unboxes = Integer::intValue;
    ToLongFunction<Integer> widens = Integer::intValue;
    ToDoubleFunction<Integer> unboxesAndWidens = x -> x;
    IntUnaryOperator math = Math::abs;
    said.addAll(List.of(bound.get(), unboxes.applyAsInt(5), widens.applyAsLong(7)));
    said.addAll(List.of(unboxesAndWidens.applyAsDouble(7), math.applyAsInt(-12)));

    Function<String, StringBuilder> makes = StringBuilder::new;
    IntFunction<int[]> arrays = int[]::new;
    Supplier<String> privately = this::secret;
    said.addAll(List.of(makes.apply("new").toString(), arrays.apply(3).length, privately.get()));

    Inner inner = new Inner();
    Function<Inner, String> unbound = Inner::secret;
    Face face = () -> "face";
    said.addAll(List.of(unbound.apply(inner), inner.builder().get()));
    said.addAll(List.of(face.privately().get(), face.byDefault().get()));

    List<String> list = new ArrayList<>();
    Consumer<String> dropsTheResult = list::add;
    dropsTheResult.accept("added");
    BiFunction<Object, Object, String> varargs = Lambdas::count;
    Function<Integer, Long> boxes = x -> x + 40L;
    Supplier<Comparable<?>> covariant = "chars"::toString;
    said.addAll(List.of(list, varargs.apply(1, 2), boxes.apply(2), covariant.get()));
    Function<String, String> generic = Lambdas::identity;
    Supplier<Byte> bytes = () -> b;
    said.addAll(List.of(generic.apply("generic"), bytes.get()));
  }

  private static <T extends Comparable<T>> T identity(T value) {
    return value;
  }

  private static String count(Object... values) {
    return "varargs " + values.length;
  }

  private String secret() {
    return own + " private";
  }

  /** A nested class. */
  static final class Inner {

    private final String own = "inner";

    private String secret() {
      return own + " private";
    }

    private Supplier<String> builder() {
      return () -> own + " builder";
    }
  }

  /** An interface with bodies. */
  interface Face extends Supplier<String> {

    private String hidden() {
      return get() + " private";
    }

    default Supplier<String> privately() {
      return this::hidden;
    }

    default Supplier<String> byDefault() {
      return () -> get() + " default";
    }
  }
}
