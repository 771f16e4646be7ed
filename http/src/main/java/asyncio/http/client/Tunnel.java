package asyncio.http.client;

import asyncio.http.Header;
import asyncio.http.Headers;
import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import asyncio.http.wire.MessageWriter;
import asyncio.http.wire.ResponseReader;
import asyncio.stream.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a proxy for a tunnel through which bytes go to a server ({@code CONNECT}). */
final class Tunnel {

  private static final int HEAD_BYTES_AT_MOST = 16 << 10;

  private Tunnel() {}

  /**
   * Opens one, over a connection to the proxy. Suspends.
   *
   * @return false if the proxy has asked who we are, and now we can tell; over another connection
   * @throws CannotConnectException if the proxy refuses
   */
  static boolean open(Connection connection, Destination destination, HttpProxy proxy)
      throws IOException {
    MessageWriter writer = new MessageWriter(connection.writer());
    Headers headers = headers(destination.authority(), proxy.credentials());
    writer.start(new RequestHead("CONNECT", destination.authority(), headers), 0);
    writer.finish();
    ResponseReader reader = new ResponseReader(connection.reader(), HEAD_BYTES_AT_MOST);
    ResponseHead answer = reader.readHead("CONNECT");
    if (answer == null) {
      throw refused(destination, proxy, "has closed the connection");
    }
    if (asksWhoWeAre(answer, proxy.credentials())) {
      return false;
    }
    if (answer.status() / 100 != 2) {
      String advice = answer.status() == 407 ? "; give it credentials" : "";
      throw refused(destination, proxy, "has answered " + answer + advice);
    }
    if (reader.hasMore()) {
      throw refused(destination, proxy, "has sent something before we did");
    }
    return true;
  }

  private static CannotConnectException refused(
      Destination destination, HttpProxy proxy, String how) {
    return new CannotConnectException(destination, "the " + proxy + " " + how, null);
  }

  private static boolean asksWhoWeAre(ResponseHead answer, @Nullable Credentials credentials) {
    return answer.status() == 407
        && credentials != null
        && credentials.learn(answer.headers().all("proxy-authenticate"));
  }

  private static Headers headers(String authority, @Nullable Credentials credentials) {
    List<Header> lines = new ArrayList<>(2);
    lines.add(new Header("Host", authority));
    String authorization =
        credentials == null ? null : credentials.authorization("CONNECT", authority);
    if (authorization != null) {
      lines.add(new Header("Proxy-Authorization", authorization));
    }
    return Headers.of(lines);
  }
}
