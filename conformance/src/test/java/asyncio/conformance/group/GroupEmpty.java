package asyncio.conformance.group;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;

/**
 * A group without tasks does not give way; one whose tasks are already finished does not either.
 */
public final class GroupEmpty extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          getRunningLoop().callSoon(() -> print("callback 1"));
          taskGroup(
              group -> {
                print("body");
              });
          print("left");
          sleep(seconds(0));
          taskGroup(
              group -> {
                group.createTask(() -> sleep(seconds(0)));
                sleep(seconds(0.5));
                getRunningLoop().callSoon(() -> print("callback 2"));
              });
          print("left");
          sleep(seconds(0));
        });
  }
}
