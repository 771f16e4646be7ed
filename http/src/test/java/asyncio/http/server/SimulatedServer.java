package asyncio.http.server;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.http.gateway.HttpApplication;

/** Servers over connections in memory, in virtual time. */
final class SimulatedServer {

  private static final int PORT = 80;

  private SimulatedServer() {}

  static HttpServer start(HttpApplication application) throws Exception {
    return start(application, HttpServerOptions.DEFAULT);
  }

  static HttpServer start(HttpApplication application, HttpServerOptions options) throws Exception {
    return HttpServer.start(application, "localhost", PORT, options);
  }

  /** All that a client gets until the server ends the connection. */
  static String answer(HttpApplication application, String request) throws Exception {
    return answer(application, HttpServerOptions.DEFAULT, request);
  }

  /** All that a client gets until the server ends the connection. */
  static String answer(HttpApplication application, HttpServerOptions options, String request)
      throws Exception {
    try (HttpServer server = start(application, options);
        RawClient client = RawClient.of(server)) {
      client.send(request);
      return client.rest();
    } finally {
      settle();
    }
  }

  /** What is on its way arrives. */
  static void settle() {
    sleep(seconds(1));
  }
}
