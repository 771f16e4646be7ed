package asyncio.conformance.agen;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.iteration.AsyncIterator;
import asyncio.iteration.StopAsyncIteration;
import java.util.Iterator;

/** An object with its own next step can be iterated; the loop asks once more than it has items. */
public final class AgenCustomIterator extends Scenario {

  private final class Countdown implements AsyncIterator<Integer> {

    private int n;

    Countdown(int n) {
      this.n = n;
    }

    @Override
    public Iterator<Integer> iterator() {
      print("iterator asked for");
      return AsyncIterator.super.iterator();
    }

    @Override
    public Integer anext() {
      sleep(seconds(0.5));
      if (n == 0) {
        print("end reached");
        throw new StopAsyncIteration();
      }
      return --n;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          for (int i : new Countdown(2)) {
            print(i);
          }
          print("time", time());
          print(new Countdown(4).stream().filter(i -> i % 2 == 1).toList());
        });
  }
}
