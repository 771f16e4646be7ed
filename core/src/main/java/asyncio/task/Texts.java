package asyncio.task;

import org.jspecify.annotations.Nullable;

/** Values in messages. */
final class Texts {

  private static final int LIMIT = 80;

  private Texts() {}

  /** Who calls, inside of a loop: the task's name, or that it is a callback. */
  static String caller() {
    Task<?> task = Task.currentOrNull();
    return task == null ? "a callback" : task.getName();
  }

  /**
   * The value's own text, cut, on one line; a future is only named, lest two that refer to each
   * other never end.
   */
  static String shorten(@Nullable Object value) {
    if (value instanceof Task<?> task) {
      return task.getName();
    } else if (value instanceof WaitQueue.Waiter waiter) {
      return waiter.toString();
    } else if (value instanceof Future<?> future) {
      return "<" + future.getClass().getSimpleName() + " " + future.stateName() + ">";
    }
    String text;
    try {
      text = String.valueOf(value);
    } catch (RuntimeException | StackOverflowError e) {
      text = "an object whose toString fails";
    }
    String line = text.lines().findFirst().orElse("");
    return line.length() > LIMIT ? line.substring(0, LIMIT) + "…" : line;
  }

  /** What code is, for people. A lambda's class name says where it stands and nothing more. */
  static String nameOf(Object code) {
    String name = code.getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : "lambda in " + name.substring(0, lambda);
  }
}
