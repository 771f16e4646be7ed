package asyncio.testing;

import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.run;

import asyncio.net.ByteStream;
import asyncio.net.ListenOptions;
import asyncio.net.Listener;
import asyncio.task.Action;
import asyncio.task.EventLoop;
import asyncio.testing.contract.ByteStreamContract;
import asyncio.testing.network.LinkConditions;
import asyncio.testing.network.SimulatedHost;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import org.junit.jupiter.api.Nested;

/** The promises of every stream, kept by those that are simulated. */
class SimulatedStreamTest {

  abstract static class OverALink extends ByteStreamContract {

    private final LinkConditions conditions;

    OverALink(LinkConditions conditions) {
      this.conditions = conditions;
    }

    @Override
    protected void runTest(Action test) {
      run(VirtualTime.options(), test);
    }

    @Override
    protected Ends connect(EventLoop loop) throws IOException {
      SimulatedNetwork network = SimulatedNetwork.install(1);
      network.setConditions(conditions);
      SimulatedHost server = network.host("server");
      try (Listener listener = listen(network, server)) {
        ByteStream near = network.connect(listener.localAddress(), null);
        return new Ends(near, listener.accept());
      }
    }

    private static Listener listen(SimulatedNetwork network, SimulatedHost host) {
      Listener[] listener = new Listener[1];
      try {
        host.run(() -> listener[0] = network.listen(host.at(0), ListenOptions.DEFAULT));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      return listener[0];
    }
  }

  @Nested
  class WhereEverythingArrivesAtOnce extends OverALink {

    WhereEverythingArrivesAtOnce() {
      super(LinkConditions.IDEAL);
    }
  }

  @Nested
  class WhereThingsTakeTime extends OverALink {

    WhereThingsTakeTime() {
      super(LinkConditions.IDEAL.withLatency(millis(1), millis(20)).withBandwidth(1_000_000));
    }
  }
}
