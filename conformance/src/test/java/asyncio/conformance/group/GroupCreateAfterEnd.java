package asyncio.conformance.group;

import asyncio.conformance.Scenario;
import asyncio.task.TaskGroup;
import java.util.List;

/** Creating a task in a group that is over, or not yet entered, is refused. */
public final class GroupCreateAfterEnd extends Scenario {

  private void job() {
    print("never printed");
  }

  @Override
  protected void main() {
    run(
        () -> {
          TaskGroup group = new TaskGroup();
          for (String label : List.of("before", "after")) {
            try {
              group.createTask(this::job);
            } catch (IllegalStateException e) {
              print("IllegalStateException", label);
            }
            if (label.equals("before")) {
              enter(group, "inside");
            }
          }
          try {
            enter(group, "never printed");
          } catch (IllegalStateException e) {
            print("IllegalStateException on second use");
          }
        });
  }

  private void enter(TaskGroup group, String word) {
    group.run(
        _ -> {
          print(word);
          return null;
        });
  }
}
