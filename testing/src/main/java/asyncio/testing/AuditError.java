package asyncio.testing;

import java.util.List;

/** A test that has passed has left something behind. */
public final class AuditError extends AssertionError {

  private static final long serialVersionUID = 1;

  /** An error that lists what is left. */
  AuditError(List<String> leftovers, List<Throwable> unread) {
    super(describe(leftovers));
    unread.forEach(this::addSuppressed);
  }

  private static String describe(List<String> leftovers) {
    var text = new StringBuilder("the test leaves behind:");
    leftovers.forEach(each -> text.append(System.lineSeparator()).append("  ").append(each));
    return text.append(System.lineSeparator())
        .append(
            "End it in the test, for example with a task group, a timeout or try-with-resources.")
        .toString();
  }
}
