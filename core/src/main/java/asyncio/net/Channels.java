package asyncio.net;

import java.io.IOException;
import java.nio.channels.Channel;

/** What every user of a channel needs. */
final class Channels {

  private Channels() {}

  /** Closes it; that the system complains helps nobody who wants to be rid of it. */
  static void closeQuietly(Channel channel) {
    try {
      channel.close();
    } catch (IOException ignored) {
      // it is gone all the same
    }
  }
}
