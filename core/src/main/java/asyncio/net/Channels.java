package asyncio.net;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.NetworkChannel;

/** What every user of a channel needs. */
final class Channels {

  private Channels() {}

  /**
   * Lets other sockets listen at the port of this one, which is not bound yet.
   *
   * @throws UnsupportedOperationException if the system has nothing of the kind
   */
  static void sharePort(NetworkChannel channel) throws IOException {
    if (!channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
      throw new UnsupportedOperationException(
          "this system has no SO_REUSEPORT, by which sockets share a port; use one socket, on one"
              + " loop");
    }
    channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
  }

  /** Closes it; that the system complains helps nobody who wants to be rid of it. */
  static void closeQuietly(Channel channel) {
    try {
      channel.close();
    } catch (IOException ignored) {
      // it is gone all the same
    }
  }
}
