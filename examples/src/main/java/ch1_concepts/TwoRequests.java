// A client that blocks its thread, asked twice: one after the other, in two threads, and as two
// tasks of which each has the call made in a thread. (L1.07, L1.08, L2.20)
import static asyncio.Asyncio.*;

import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

void main() {
  run(this::program);
}

void program() throws Exception {
  Application app = new Application();
  app.get(
      "/",
      _ -> {
        sleep(millis(100));
        return "hello";
      });
  try (HttpServer server = HttpServer.start(app, "localhost", 0);
      HttpClient client = HttpClient.newHttpClient()) {
    var request = HttpRequest.newBuilder(URI.create(server.url())).build();
    toThread(() -> ask(client, request)); // whoever is first opens a connection

    double start = getRunningLoop().time();
    toThread(
        () -> {
          ask(client, request);
          ask(client, request);
        });
    double inSequence = getRunningLoop().time() - start;

    start = getRunningLoop().time();
    gather(() -> toThread(() -> ask(client, request)), () -> toThread(() -> ask(client, request)));
    double inThreads = getRunningLoop().time() - start;
    IO.println("in sequence at least 0.2 s: " + (inSequence >= 0.2));
    IO.println("two threads are faster: " + (inThreads < inSequence));
  }
}

int ask(HttpClient client, HttpRequest request) throws Exception {
  int status = client.send(request, BodyHandlers.ofString()).statusCode();
  IO.println(status);
  return status;
}
