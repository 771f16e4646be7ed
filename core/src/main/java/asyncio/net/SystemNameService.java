package asyncio.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** The JVM's own name service. */
final class SystemNameService implements NameService {

  static final SystemNameService INSTANCE = new SystemNameService();

  private SystemNameService() {}

  @Override
  public List<InetAddress> addressesOf(String host) throws UnknownHostException {
    return List.of(InetAddress.getAllByName(host));
  }

  /** Of a copy, as an address remembers the name by which it was found. */
  @Override
  public String nameOf(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress()).getHostName();
    } catch (UnknownHostException e) {
      throw new AssertionError("an address has a legal length", e);
    }
  }
}
