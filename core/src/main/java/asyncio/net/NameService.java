package asyncio.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Looks names up and blocks meanwhile: the system's name service, or another one. Any thread, and
 * several at once.
 */
public interface NameService {

  /**
   * The addresses of a host, at least one, the best first.
   *
   * @throws UnknownHostException if there are none
   */
  List<InetAddress> addressesOf(String host) throws UnknownHostException;

  /** The name of an address, or the address as text if it has none. */
  String nameOf(InetAddress address);

  /** What {@link InetAddress} says, with its caches and its order of addresses. */
  static NameService system() {
    return SystemNameService.INSTANCE;
  }
}
