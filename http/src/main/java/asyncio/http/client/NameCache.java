package asyncio.http.client;

import asyncio.net.Network;
import asyncio.task.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers for some seconds what names stand for. */
final class NameCache {

  /** Of aiohttp. */
  private static final double TIME_TO_LIVE_SECONDS = 10;

  private static final int NAMES_AT_MOST = 1000;

  private record Answer(List<InetAddress> addresses, double expires) {}

  private final EventLoop loop;

  /** The oldest answer comes first. */
  private final Map<String, Answer> answers = new LinkedHashMap<>();

  NameCache(EventLoop loop) {
    this.loop = loop;
  }

  /** The addresses if they are known, else null. */
  @Nullable List<InetAddress> get(String host) {
    Answer answer = answers.get(host);
    return answer == null || answer.expires <= loop.time() ? null : answer.addresses;
  }

  /** Asks the network. Suspends. */
  List<InetAddress> lookUp(Network network, String host) throws IOException {
    List<InetAddress> addresses = network.resolve(host);
    answers.remove(host);
    answers.put(host, new Answer(addresses, loop.time() + TIME_TO_LIVE_SECONDS));
    if (answers.size() > NAMES_AT_MOST) {
      answers.remove(answers.keySet().iterator().next());
    }
    return addresses;
  }
}
