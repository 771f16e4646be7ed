package asyncio.conformance.gather;

import static asyncio.Asyncio.gatherFuture;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.Future;
import java.util.List;

/** A gather may be an argument of another; a failure inside comes out through both. */
public final class GatherNested extends Scenario {

  private int job(int n, double delay) {
    sleep(seconds(delay));
    if (n < 0) {
      throw new IllegalArgumentException("negative");
    }
    return n;
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<List<Integer>> inner = gatherFuture(() -> job(1, 0.5), () -> job(2, 1.0));
          print(Asyncio.<Object>gather(inner, () -> job(3, 0.25), gatherFuture()));
          try {
            Asyncio.<Object>gather(
                gatherFuture(() -> job(4, 5.0), () -> job(-1, 0.5)), () -> job(5, 5.0));
          } catch (IllegalArgumentException e) {
            print("caught", e.getMessage(), time());
          }
        });
  }
}
