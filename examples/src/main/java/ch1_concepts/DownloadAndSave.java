// Three steps, of which only the middle one keeps the processor busy: a page is fetched, its
// headers
// become a text, the text goes into a file. (L1.01)
import static asyncio.Asyncio.*;

import asyncio.http.Headers;
import asyncio.http.client.ClientResponse;
import asyncio.http.client.ClientSession;
import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

void main() {
  run(this::program);
}

void program() throws Exception {
  Application app = new Application();
  app.get("/", _ -> "a page");
  Path file = Files.createTempFile("headers", ".txt");
  try (HttpServer server = HttpServer.start(app, "localhost", 0);
      ClientSession session = new ClientSession()) {
    Headers headers;
    try (ClientResponse response = session.get(server.url())) {
      IO.println("waits for the network: " + response.text());
      headers = response.headers();
    }
    String text = headers.lines().stream().map(Object::toString).collect(Collectors.joining("\n"));
    IO.println("keeps the processor busy: " + headers.size() + " headers");
    toThread(() -> Files.writeString(file, text));
    IO.println("waits for the disk: " + Files.readString(file).equals(text));
  } finally {
    Files.delete(file);
  }
}
