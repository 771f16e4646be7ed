package asyncio.testing;

import asyncio.task.CallGraph;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The unfinished tasks of a loop as text: each with where it is, and below it the tasks that it
 * waits for. From another thread than the loop's: a racy snapshot.
 */
final class TaskTree {

  private static final int TASKS_AT_MOST = 100;

  private final StringBuilder text = new StringBuilder();
  private final IdentityHashMap<Task<?>, List<Task<?>>> awaited = new IdentityHashMap<>();
  private final Set<Task<?>> shown = Collections.newSetFromMap(new IdentityHashMap<>());

  private TaskTree() {}

  static String describe(EventLoop loop) {
    List<Task<?>> tasks = List.copyOf(loop.allTasks());
    TaskTree tree = new TaskTree();
    List<Task<?>> listed = tasks.subList(0, Math.min(TASKS_AT_MOST, tasks.size()));
    listed.stream().filter(tree::isRoot).toList().forEach(root -> tree.show(root, ""));
    listed.forEach(task -> tree.show(task, "")); // those that wait for each other in a circle
    if (listed.size() < tasks.size()) {
      tree.line("", "and " + (tasks.size() - listed.size()) + " more tasks");
    }
    return tree.text.toString();
  }

  private boolean isRoot(Task<?> task) {
    boolean root = true;
    for (CallGraph awaiter : CallGraph.capture(task).awaitedBy()) {
      if (awaiter.future() instanceof Task<?> waiting) {
        awaited.computeIfAbsent(waiting, _ -> new ArrayList<>()).add(task);
        root = false;
      }
    }
    return root;
  }

  private void show(Task<?> task, String indent) {
    if (!shown.add(task)) {
      return;
    }
    line(indent, "* " + task);
    for (StackTraceElement frame : task.getStack()) {
      line(indent, "    at " + frame);
    }
    for (Future<?> child : awaited.getOrDefault(task, List.of())) {
      show((Task<?>) child, indent + "  ");
    }
  }

  private void line(String indent, String content) {
    text.append(indent).append(content).append(System.lineSeparator());
  }
}
