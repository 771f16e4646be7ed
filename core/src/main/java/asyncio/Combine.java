package asyncio;

import asyncio.task.Awaitable;
import asyncio.task.Future;
import asyncio.task.Gather;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to make of two to five results of different types; see {@link Asyncio#gather(Awaitable,
 * Awaitable, Two)}.
 */
public final class Combine {

  private Combine() {}

  /** A function of two results. */
  @FunctionalInterface
  public interface Two<
      A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> {
    /** Combines the results; may suspend. */
    R apply(A a, B b);
  }

  /** A function of three results. */
  @FunctionalInterface
  public interface Three<
      A extends @Nullable Object,
      B extends @Nullable Object,
      C extends @Nullable Object,
      R extends @Nullable Object> {
    /** Combines the results; may suspend. */
    R apply(A a, B b, C c);
  }

  /** A function of four results. */
  @FunctionalInterface
  public interface Four<
      A extends @Nullable Object,
      B extends @Nullable Object,
      C extends @Nullable Object,
      D extends @Nullable Object,
      R extends @Nullable Object> {
    /** Combines the results; may suspend. */
    R apply(A a, B b, C c, D d);
  }

  /** A function of five results. */
  @FunctionalInterface
  public interface Five<
      A extends @Nullable Object,
      B extends @Nullable Object,
      C extends @Nullable Object,
      D extends @Nullable Object,
      E extends @Nullable Object,
      R extends @Nullable Object> {
    /** Combines the results; may suspend. */
    R apply(A a, B b, C c, D d, E e);
  }

  static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> R two(
      Awaitable<A> a, Awaitable<B> b, Two<? super A, ? super B, ? extends R> combine) {
    Results results = new Results(List.of(a, b));
    return combine.apply(results.of(a, 0), results.of(b, 1));
  }

  static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      R three(
          Awaitable<A> a,
          Awaitable<B> b,
          Awaitable<C> c,
          Three<? super A, ? super B, ? super C, ? extends R> combine) {
    Results results = new Results(List.of(a, b, c));
    return combine.apply(results.of(a, 0), results.of(b, 1), results.of(c, 2));
  }

  static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      R four(
          Awaitable<A> a,
          Awaitable<B> b,
          Awaitable<C> c,
          Awaitable<D> d,
          Four<? super A, ? super B, ? super C, ? super D, ? extends R> combine) {
    Results results = new Results(List.of(a, b, c, d));
    return combine.apply(results.of(a, 0), results.of(b, 1), results.of(c, 2), results.of(d, 3));
  }

  static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R extends @Nullable Object>
      R five(
          Awaitable<A> a,
          Awaitable<B> b,
          Awaitable<C> c,
          Awaitable<D> d,
          Awaitable<E> e,
          Five<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> combine) {
    Results results = new Results(List.of(a, b, c, d, e));
    return combine.apply(
        results.of(a, 0), results.of(b, 1), results.of(c, 2), results.of(d, 3), results.of(e, 4));
  }

  /** The gathered results, each with the type of its awaitable. */
  private static final class Results {

    private final List<Object> values;

    Results(List<? extends Awaitable<?>> awaitables) {
      Future<List<Object>> group = Gather.results(awaitables);
      this.values = group.await();
    }

    @SuppressWarnings({"unchecked", "unused"}) // the value at index came from this awaitable
    <T extends @Nullable Object> T of(Awaitable<T> awaitable, int index) {
      return (T) values.get(index);
    }
  }
}
