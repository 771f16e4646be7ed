package asyncio.tls;

import java.net.InetAddress;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;

/** Tells the server which of its names is meant (SNI). */
final class ServerNames {

  private ServerNames() {}

  /**
   * The JDK leaves out names without a dot, such as localhost, which other clients send. Addresses
   * are not sent, as the standard says.
   */
  static void announce(String host, SSLParameters parameters) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (!name.isEmpty() && !isAddress(name)) {
      parameters.setServerNames(List.of(hostName(name)));
    }
  }

  private static SNIHostName hostName(String name) {
    try {
      return new SNIHostName(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "serverHostname must be a host name or an address, and is \"" + name + "\"", e);
    }
  }

  private static boolean isAddress(String host) {
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException isName) {
      return false;
    }
  }
}
