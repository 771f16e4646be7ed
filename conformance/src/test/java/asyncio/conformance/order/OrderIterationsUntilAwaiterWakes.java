package asyncio.conformance.order;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;

/**
 * A finished task wakes its awaiter one iteration later; a chain of tasks unwinds one iteration per
 * link.
 */
public final class OrderIterationsUntilAwaiterWakes extends Scenario {

  private int turn;

  private void count() {
    turn++;
    getRunningLoop().callSoon(this::count);
  }

  private int leaf() {
    sleep(seconds(0));
    print("leaf returns at", turn);
    return 1;
  }

  private int link(int depth) {
    int value = createTask(() -> depth == 0 ? leaf() : link(depth - 1)).await();
    print("link", depth, "resumes at", turn);
    return value + 1;
  }

  @Override
  protected void main() {
    run(
        () -> {
          count();
          print("result", createTask(() -> link(2)).await());
          print("main resumes at", turn);
        });
  }
}
