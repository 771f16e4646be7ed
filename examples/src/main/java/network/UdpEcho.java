// A UDP echo: ./asyncio UdpEcho.java [PORT]
// Each datagram goes back to where it came from. Nothing is kept: while the answer to one is on its
// way, others wait in the system's buffer, and what does not fit there is dropped, as is the nature
// of UDP. Try it with: nc -u 127.0.0.1 9999
import static asyncio.Asyncio.*;

import asyncio.net.Datagram;
import java.nio.channels.DatagramChannel;

static final int LARGEST = 65_507; // what a datagram of IPv4 has room for

void main(String[] arguments) {
  int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9999;
  run(() -> serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
}

void serve(InetSocketAddress address) throws IOException {
  try (DatagramChannel socket = DatagramChannel.open().bind(address)) {
    socket.configureBlocking(false);
    IO.println("UDP echo at 127.0.0.1:" + socket.socket().getLocalPort());
    while (true) {
      echoOne(socket);
    }
  }
}

void echoOne(DatagramChannel socket) throws IOException {
  Datagram datagram = sockRecvfrom(socket, LARGEST);
  try {
    sockSendto(socket, datagram.data(), datagram.address());
  } catch (IOException e) { // one that cannot be answered must not end the others
    IO.println("no answer to " + datagram.address() + ": " + e.getMessage());
  }
}
