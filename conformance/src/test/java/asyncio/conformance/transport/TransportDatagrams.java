package asyncio.conformance.transport;

import static asyncio.Asyncio.createDatagramEndpoint;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.sleep;

import asyncio.net.DatagramOptions;
import asyncio.queue.Queue;
import asyncio.transport.DatagramEndpoint;
import asyncio.transport.DatagramProtocol;
import asyncio.transport.DatagramTransport;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Port of {@code transport_datagrams}. */
public final class TransportDatagrams extends TransportScenario {

  private static final class Echo implements DatagramProtocol {

    private @Nullable DatagramTransport transport;

    @Override
    public void connectionMade(DatagramTransport made) {
      transport = made;
    }

    @Override
    public void datagramReceived(byte[] data, SocketAddress from) {
      transport.sendto(bytes(text(data).toUpperCase(Locale.ROOT)), from);
    }
  }

  private final class Client implements DatagramProtocol {

    private final Queue<String> answers = new Queue<>();

    @Override
    public void datagramReceived(byte[] data, SocketAddress from) {
      answers.putNowait(text(data));
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      print("client lost", manner(failure));
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          DatagramEndpoint<Echo> server =
              createDatagramEndpoint(
                  Echo::new, DatagramOptions.at(new InetSocketAddress("127.0.0.1", 0)));
          SocketAddress address = (SocketAddress) server.transport().getExtraInfo("sockname");
          DatagramEndpoint<Client> client =
              createDatagramEndpoint(Client::new, DatagramOptions.to(address));
          for (String text : List.of("one", "two words", "three")) {
            client.transport().sendto(bytes(text));
          }
          for (int i = 0; i < 3; i++) {
            String answer = client.protocol().answers.get();
            print(answer.length(), answer);
          }
          client.transport().close();
          sleep(millis(20));
          server.transport().close();
        });
  }
}
