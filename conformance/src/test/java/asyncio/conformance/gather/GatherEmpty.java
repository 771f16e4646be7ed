package asyncio.conformance.gather;

import static asyncio.Asyncio.gatherFuture;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Future;
import java.util.List;

/** gather of nothing: an already finished future with an empty list. */
public final class GatherEmpty extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          getRunningLoop().callSoon(() -> print("callback"));
          Future<List<Object>> group = gatherFuture();
          print("done", group.done());
          print(group.await());
          sleep(seconds(0));
          print("end");
        });
  }
}
