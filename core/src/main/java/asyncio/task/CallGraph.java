package asyncio.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who awaits whom, as {@code asyncio.FutureCallGraph}. An immutable snapshot.
 *
 * <p>The edges cost nothing while the program runs: they are found when asked for, by looking at
 * what each task waits for. A task that waits in {@code gather}, {@code wait}, {@code shield} or a
 * task group counts as awaiting each member.
 *
 * @param future the task or future in question
 * @param callStack where the task is, newest frame first; empty for a plain future and for a task
 *     that has not started or has ended
 * @param awaitedBy the graphs of the tasks that wait for it
 */
public record CallGraph(
    Future<?> future, List<StackTraceElement> callStack, List<CallGraph> awaitedBy) {

  /** Copies the lists. */
  public CallGraph {
    callStack = List.copyOf(callStack);
    awaitedBy = List.copyOf(awaitedBy);
  }

  /**
   * The graph of the current task, or null outside of any task; {@code
   * asyncio.capture_call_graph()}.
   */
  public static @Nullable CallGraph capture() {
    Task<?> task = Task.currentOrNull();
    return task == null ? null : capture(task);
  }

  /**
   * The graph of a future, whose loop must be the caller's or idle; {@code
   * asyncio.capture_call_graph(future)}.
   */
  public static CallGraph capture(Future<?> future) {
    return capture(future, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static CallGraph capture(Future<?> future, Set<Future<?>> path) {
    List<StackTraceElement> stack =
        future instanceof Task<?> task && !task.done() ? task.getStack() : List.of();
    List<CallGraph> awaiters = new ArrayList<>();
    if (path.add(future)) { // else the tasks wait for each other in a circle
      for (Task<?> task : future.getLoop().allTasks()) {
        if (awaits(task, future)) {
          awaiters.add(capture(task, path));
        }
      }
      path.remove(future);
    }
    return new CallGraph(future, stack, awaiters);
  }

  private static boolean awaits(Task<?> task, Future<?> future) {
    for (TaskGroup group = task.innermostGroup(); group != null; group = group.outer()) {
      if (future instanceof Task<?> && group.tasks().contains(future)) {
        return true;
      }
    }
    Future<?> awaited = task.waitingOn();
    return awaited != null && (awaited == future || leadsTo(awaited, future));
  }

  private static boolean leadsTo(Future<?> composite, Future<?> future) {
    for (Future<?> member : composite.dependencies()) {
      if (member == future || leadsTo(member, future)) {
        return true;
      }
    }
    return false;
  }

  /** The graph as indented text; {@code asyncio.format_call_graph}. */
  public String format() {
    var text = new StringBuilder();
    format(text, "");
    return text.toString();
  }

  private void format(StringBuilder text, String indent) {
    String end = System.lineSeparator();
    text.append(indent).append("* ").append(title()).append(end);
    if (!callStack.isEmpty()) {
      text.append(indent).append("  + Call stack:").append(end);
      for (StackTraceElement frame : callStack) {
        text.append(indent).append("  |   at ").append(frame).append(end);
      }
    }
    if (!awaitedBy.isEmpty()) {
      text.append(indent).append("  + Awaited by:").append(end);
      for (CallGraph awaiter : awaitedBy) {
        awaiter.format(text, indent + "    ");
      }
    }
  }

  private String title() {
    String id = "id=0x" + Integer.toHexString(System.identityHashCode(future));
    return future instanceof Task<?> task
        ? "Task(name='" + task.getName() + "', " + id + ")"
        : future.getClass().getSimpleName() + "(" + id + ")";
  }

  /**
   * The graph as a JSON object with the keys {@code kind}, {@code name}, {@code id}, {@code state},
   * {@code stack}, {@code awaitedBy}.
   */
  public String toJson() {
    var json = new StringBuilder();
    appendJson(json);
    return json.toString();
  }

  private void appendJson(StringBuilder json) {
    json.append("{\"kind\":");
    quote(json, future.getClass().getSimpleName());
    if (future instanceof Task<?> task) {
      json.append(",\"name\":");
      quote(json, task.getName());
    }
    json.append(",\"id\":").append(System.identityHashCode(future)).append(",\"state\":");
    quote(json, future.stateName());
    json.append(",\"stack\":[");
    String separator = "";
    for (StackTraceElement frame : callStack) {
      json.append(separator);
      quote(json, frame.toString());
      separator = ",";
    }
    json.append("],\"awaitedBy\":[");
    separator = "";
    for (CallGraph awaiter : awaitedBy) {
      json.append(separator);
      awaiter.appendJson(json);
      separator = ",";
    }
    json.append("]}");
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
