package asyncio.testing.network;

import java.net.InetSocketAddress;

/** Two streams and what is under way between them. Loop thread only. */
final class Connection {

  private final Lane there;
  private final Lane back;
  private final SimulatedStream client;
  private final SimulatedStream server;

  Connection(
      SimulatedNetwork network,
      SimulatedHost clientHost,
      InetSocketAddress clientAddress,
      SimulatedHost serverHost,
      InetSocketAddress serverAddress) {
    this.there = new Lane(network, clientHost, serverHost);
    this.back = new Lane(network, serverHost, clientHost);
    this.client = new SimulatedStream(this, clientHost, clientAddress, serverAddress);
    this.server = new SimulatedStream(this, serverHost, serverAddress, clientAddress);
  }

  SimulatedStream client() {
    return client;
  }

  SimulatedStream server() {
    return server;
  }

  SimulatedStream other(SimulatedStream stream) {
    return stream == client ? server : client;
  }

  /** Lets something of one end arrive at the other. */
  void send(SimulatedStream sender, int bytes, Runnable arrival) {
    laneOf(sender).send(bytes, arrival);
  }

  /** Nothing that one end has sent is sent again. */
  void forget(SimulatedStream sender) {
    laneOf(sender).forget();
  }

  private Lane laneOf(SimulatedStream sender) {
    return sender == client ? there : back;
  }

  /** Both ends begin to exist for their hosts. */
  void open() {
    client.host().add(client);
    server.host().add(server);
  }

  /** The client has not got through, or does not want to any more. */
  void giveUp() {
    client.close();
    if (!server.host().streams().contains(server)) {
      server.close(); // nobody has heard of it
    }
  }

  /** An end has closed; when both have, nobody waits for anything. */
  void closed() {
    if (client.isClosed() && server.isClosed()) {
      there.drop();
      back.drop();
    }
  }

  /** Breaks both ends at once. */
  void reset() {
    client.breakDown();
    server.breakDown();
  }

  boolean isBetween(SimulatedHost one, SimulatedHost other) {
    return (client.host() == one && server.host() == other)
        || (client.host() == other && server.host() == one);
  }
}
