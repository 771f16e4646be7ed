package asyncio.testing.assertions;

import asyncio.task.ExceptionGroup;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about an {@link ExceptionGroup}. */
public final class ExceptionGroupAssert
    extends AbstractThrowableAssert<ExceptionGroupAssert, ExceptionGroup> {

  ExceptionGroupAssert(@Nullable ExceptionGroup actual) {
    super(actual, ExceptionGroupAssert.class);
  }

  private ExceptionGroup present() {
    isNotNull();
    return actual;
  }

  /** The members, which may be groups themselves. */
  public ListAssert<Throwable> members() {
    return Assertions.assertThat(present().exceptions()).as("members of %s", actual);
  }

  /** The exceptions that are no groups, at whatever depth, in order. */
  public ListAssert<Throwable> leaves() {
    List<Throwable> leaves = new ArrayList<>();
    collect(present(), leaves);
    return Assertions.assertThat(leaves).as("leaves of %s", actual);
  }

  private static void collect(ExceptionGroup group, List<Throwable> leaves) {
    for (Throwable member : group.exceptions()) {
      if (member instanceof ExceptionGroup inner) {
        collect(inner, leaves);
      } else {
        leaves.add(member);
      }
    }
  }

  /** The leaves are of these types, in this order. */
  public ExceptionGroupAssert hasLeavesOf(Class<?>... types) {
    leaves().<Class<?>>extracting(Throwable::getClass).containsExactly(types);
    return this;
  }

  /** There is a leaf of a type. */
  public ExceptionGroupAssert contains(Class<? extends Throwable> type) {
    leaves().hasAtLeastOneElementOfType(type);
    return this;
  }
}
