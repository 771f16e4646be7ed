package asyncio.conformance.group;

import static asyncio.Asyncio.taskGroup;
import static java.util.stream.Collectors.joining;

import asyncio.conformance.Scenario;
import asyncio.task.ExceptionGroup;
import java.util.List;

/** Two tasks that fail in the same iteration are both in the ExceptionGroup. */
public final class GroupTwoFailInOneTick extends Scenario {

  private void fails(String name) {
    throw new IllegalArgumentException(name);
  }

  @Override
  protected void main() {
    run(
        () -> {
          try {
            taskGroup(
                group -> {
                  for (String name : List.of("first", "second")) {
                    group.createTask(() -> fails(name));
                  }
                });
          } catch (ExceptionGroup e) {
            print(e.exceptions().stream().map(Throwable::getMessage).collect(joining(" ")));
          }
        });
  }
}
