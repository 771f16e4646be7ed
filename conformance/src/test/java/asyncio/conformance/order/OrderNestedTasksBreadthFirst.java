package asyncio.conformance.order;

import static asyncio.Asyncio.createTask;

import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.util.List;
import java.util.stream.IntStream;

/** Tasks that create tasks are run breadth first. */
public final class OrderNestedTasksBreadthFirst extends Scenario {

  private void node(String name, int depth) {
    print(name);
    if (depth > 0) {
      List<Task<Void>> children =
          IntStream.range(0, 2)
              .mapToObj(i -> createTask(() -> node(name + "." + i, depth - 1)))
              .toList();
      for (Task<Void> child : children) {
        child.await();
      }
    }
    print(name, "end");
  }

  @Override
  protected void main() {
    run(() -> node("r", 2));
  }
}
