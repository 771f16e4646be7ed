package asyncio.conformance.transport;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createServer;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.sleep;

import asyncio.net.Server;
import asyncio.task.Future;
import asyncio.transport.Connected;
import asyncio.transport.Protocol;
import asyncio.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Port of {@code transport_event_order}. */
public final class TransportEventOrder extends TransportScenario {

  private static final class Tracer implements Protocol {

    private final boolean answers;
    private final List<String> log;
    private final Future<Boolean> lost;
    private @Nullable Transport transport;

    Tracer(boolean answers, List<String> log, Future<Boolean> lost) {
      this.answers = answers;
      this.log = log;
      this.lost = lost;
    }

    @Override
    public void connectionMade(Transport made) {
      transport = made;
      log.add("made");
    }

    @Override
    public void dataReceived(byte[] data) {
      log.add("data " + text(data));
      if (answers) {
        transport.write(bytes(text(data).toUpperCase(Locale.ROOT)));
      }
    }

    @Override
    public boolean eofReceived() {
      log.add("eof");
      return false;
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      log.add("lost " + manner(failure));
      lost.setResult(true);
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          List<String> ofServer = new ArrayList<>();
          List<String> ofClient = new ArrayList<>();
          Future<Boolean> lostByServer = createFuture();
          Future<Boolean> lostByClient = createFuture();
          Server server =
              createServer(() -> new Tracer(true, ofServer, lostByServer), "127.0.0.1", 0);
          Connected<Tracer> client =
              connect(() -> new Tracer(false, ofClient, lostByClient), server);
          print("is given back", client.protocol().transport == client.transport());
          client.transport().write(bytes("hello"));
          sleep(millis(50));
          client.transport().writeEof();
          gather(lostByServer, lostByClient);
          print("server:", String.join(", ", ofServer));
          print("client:", String.join(", ", ofClient));
          server.close();
        });
  }
}
