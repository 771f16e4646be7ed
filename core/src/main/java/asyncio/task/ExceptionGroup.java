package asyncio.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Several failures in one, as Python's {@code ExceptionGroup}; what a {@link TaskGroup} throws.
 * Immutable.
 *
 * <p>A stack trace shows the members as suppressed exceptions. Where Python writes {@code except*
 * ValueError}, use {@link #split} or {@link #subgroup}.
 */
public final class ExceptionGroup extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<Throwable> exceptions;

  /**
   * A group of at least one exception.
   *
   * @throws IllegalArgumentException if the list is empty
   */
  public ExceptionGroup(String message, List<? extends Throwable> exceptions) {
    super(Objects.requireNonNull(message, "message"));
    if (exceptions.isEmpty()) {
      throw new IllegalArgumentException(
          "an exception group needs at least one exception, and the list is empty; check isEmpty()"
              + " first");
    }
    this.exceptions = List.copyOf(exceptions);
    this.exceptions.forEach(this::addSuppressed);
  }

  /** The members, in order; a member may be a group itself. */
  public List<Throwable> exceptions() {
    return exceptions;
  }

  /** The message and how many members there are. */
  @Override
  public String getMessage() {
    int count = exceptions.size();
    return super.getMessage()
        + " ("
        + count
        + (count == 1 ? " sub-exception)" : " sub-exceptions)");
  }

  /**
   * The parts of a group that match and that do not.
   *
   * @param match the matching exceptions in their nesting, or null if there are none
   * @param rest the others, or null
   */
  public record Split(@Nullable ExceptionGroup match, @Nullable ExceptionGroup rest) {}

  /**
   * Splits by type; {@code ExceptionGroup.split}. Groups inside are split as well and keep their
   * nesting.
   */
  public Split split(Class<? extends Throwable> type) {
    return split(type::isInstance);
  }

  /** Splits by a condition on the exceptions that are no groups. */
  public Split split(Predicate<? super Throwable> condition) {
    return new Split(subgroup(condition), subgroup(condition.negate()));
  }

  /**
   * Only the exceptions of a type, in their nesting, or null if there are none; {@code
   * ExceptionGroup.subgroup}.
   */
  public @Nullable ExceptionGroup subgroup(Class<? extends Throwable> type) {
    return subgroup(type::isInstance);
  }

  /** Only the exceptions that meet a condition, or null if there are none. */
  public @Nullable ExceptionGroup subgroup(Predicate<? super Throwable> condition) {
    List<Throwable> kept = new ArrayList<>();
    for (Throwable member : exceptions) {
      if (member instanceof ExceptionGroup group) {
        ExceptionGroup part = group.subgroup(condition);
        if (part != null) {
          kept.add(part);
        }
      } else if (condition.test(member)) {
        kept.add(member);
      }
    }
    return kept.isEmpty() ? null : derive(kept);
  }

  /**
   * A group with the same message, cause and stack trace and other members; {@code
   * ExceptionGroup.derive}.
   */
  public ExceptionGroup derive(List<? extends Throwable> members) {
    ExceptionGroup derived =
        new ExceptionGroup(Objects.requireNonNull(super.getMessage()), members);
    derived.setStackTrace(getStackTrace());
    if (getCause() != null) {
      derived.initCause(getCause());
    }
    return derived;
  }
}
