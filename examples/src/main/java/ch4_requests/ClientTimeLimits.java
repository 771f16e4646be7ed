// A session limits the time of its requests, and each request may have limits of its own. Whatever
// limit strikes, the error says which one it was, and how far the request had come.
import static asyncio.Asyncio.*;

import asyncio.http.client.ClientResponse;
import asyncio.http.client.ClientSession;
import asyncio.http.client.ClientTimeoutException;
import asyncio.http.client.ClientTimeouts;
import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import java.util.concurrent.TimeoutException;

void main() {
  run(this::program);
}

void program() throws Exception {
  IO.println("without a word of yours: " + ClientTimeouts.DEFAULT.total().toSeconds() + " s");
  Application app = new Application();
  app.get("/fast", _ -> "ok");
  app.get(
      "/slow",
      _ -> {
        sleep(seconds(2));
        return "too late";
      });
  try (HttpServer server = HttpServer.start(app, "localhost", 0);
      ClientSession session =
          ClientSession.builder()
              .baseUrl(server.url())
              .timeouts(limits -> limits.withTotal(seconds(30)).withSocketConnect(seconds(10)))
              .build()) {
    try (ClientResponse response = session.get("/fast")) {
      IO.println("fast: " + response.status());
    }
    try (ClientResponse response = session.request("GET", "/slow").timeout(millis(50)).send()) {
      IO.println("slow: " + response.status());
    } catch (ClientTimeoutException late) {
      IO.println("slow: the budget that ran out is " + late.budget());
    }
    try {
      waitFor(() -> session.get("/slow").text(), millis(50));
    } catch (TimeoutException late) {
      IO.println("slow: the general time limit works, too");
    }
    IO.println("connections left in use: " + session.connectionsInUse());
  }
}
