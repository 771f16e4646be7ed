package asyncio.conformance.sock;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.sockRecv;
import static asyncio.Asyncio.sockSendall;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.Asyncio;
import asyncio.conformance.RealTimeScenario;
import asyncio.task.Task;
import java.time.Duration;
import java.util.List;

/** A cancelled receive leaves the socket usable, and loses nothing. */
public final class SockCancelledReceive extends RealTimeScenario {

  @Override
  protected void main() {
    run(
        () -> {
          try (SockPair pair = SockPair.open()) {
            Task<byte[]> receiver = createTask(() -> sockRecv(pair.b(), 100));
            sleep(Duration.ZERO); // now it waits
            receiver.cancel();
            Asyncio.wait(List.of(receiver));
            print("cancelled", receiver.cancelled());
            sockSendall(pair.a(), "still here".getBytes(UTF_8));
            print(new String(sockRecv(pair.b(), 100), UTF_8));
          }
        });
  }
}
