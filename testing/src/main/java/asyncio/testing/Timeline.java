package asyncio.testing;

import asyncio.task.Task;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The turns of one run as a text for people. Loop thread only. */
final class Timeline {

  private static final int TURNS_AT_MOST = 200;
  private static final int FRAMES_AT_MOST = 2;

  private record Turn(int number, double time, String who, String where, String passed) {}

  private final List<Turn> turns = new ArrayList<>();
  private final IdentityHashMap<Task<?>, String> names = new IdentityHashMap<>();
  private int number;
  private double time;

  /** Somebody is about to run. */
  void turn(List<?> ready, int chosen) {
    ready.forEach(this::nameOf);
    for (Object each : ready) {
      if (each instanceof Task<?> task) {
        time = task.getLoop().time();
      }
    }
    number++;
    Object subject = ready.get(chosen);
    boolean telling = subject instanceof Task<?> || chosen != 0;
    if (telling && turns.size() <= TURNS_AT_MOST) {
      String passed = chosen == 0 ? "" : "<- before " + nameOf(ready.getFirst());
      turns.add(new Turn(number, time, nameOf(subject), placeOf(subject), passed));
    }
  }

  /** Tasks without a name of their own are numbered anew, the same in every run. */
  private String nameOf(Object subject) {
    if (!(subject instanceof Task<?> task)) {
      return "a callback";
    }
    return names.computeIfAbsent(
        task,
        _ -> task.getName().matches("Task-\\d+") ? "Task-" + (names.size() + 1) : task.getName());
  }

  private static String placeOf(Object subject) {
    if (!(subject instanceof Task<?> task)) {
      return "";
    }
    List<StackTraceElement> stack = task.getStack();
    return stack.isEmpty()
        ? "starts"
        : Origin.telling(stack)
            .limit(FRAMES_AT_MOST)
            .map(Timeline::place)
            .collect(Collectors.joining(" < ", "goes on in ", ""));
  }

  private static String place(StackTraceElement frame) {
    return frame.getMethodName() + " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
  }

  /** A line for each turn of a task; those that differ from asyncio's order say how. */
  @Override
  public String toString() {
    int width = turns.stream().mapToInt(turn -> turn.who().length()).max().orElse(0);
    var text = new StringBuilder();
    for (int i = 0; i < Math.min(turns.size(), TURNS_AT_MOST); i++) {
      Turn turn = turns.get(i);
      text.append(
          String.format(
                  Locale.ROOT,
                  "%4d  %8.3f s  %-" + Math.max(1, width) + "s  %s  %s",
                  turn.number(),
                  turn.time(),
                  turn.who(),
                  turn.where(),
                  turn.passed())
              .stripTrailing());
      text.append(System.lineSeparator());
    }
    if (turns.size() > TURNS_AT_MOST) {
      text.append("      and so on").append(System.lineSeparator());
    }
    return text.toString();
  }
}
