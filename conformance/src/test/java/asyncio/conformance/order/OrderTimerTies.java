package asyncio.conformance.order;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.getRunningLoop;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Timers due at the same moment fire in the order of scheduling, however many they are, unlike in
 * Python.
 */
public final class OrderTimerTies extends Scenario {

  private void ties(int count) {
    EventLoop loop = getRunningLoop();
    Future<Void> done = createFuture();
    List<Integer> fired = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i;
      loop.callAt(
          1.0,
          () -> {
            fired.add(label);
            if (fired.size() == count) {
              done.setResult(null);
            }
          });
    }
    done.await();
    print(count, fired);
  }

  @Override
  protected void main() {
    IntStream.rangeClosed(1, 8).forEach(count -> run(() -> ties(count)));
  }
}
