// One session makes all requests: it keeps the connections, and the cookies that servers set.
import static asyncio.Asyncio.*;

import asyncio.http.Body;
import asyncio.http.client.ClientResponse;
import asyncio.http.client.ClientSession;
import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import asyncio.http.web.Cookie;
import asyncio.http.web.Request;
import asyncio.http.web.Response;

void main() {
  run(this::program);
}

void program() throws Exception {
  Application app = new Application();
  app.get("/", _ -> Response.text("welcome").withCookie(Cookie.of("visitor", "4711")));
  app.any("/echo", this::describe);
  try (HttpServer server = HttpServer.start(app, "localhost", 0);
      ClientSession session = ClientSession.builder().baseUrl(server.url()).build()) {
    try (ClientResponse response = session.get("/")) {
      IO.println("status: " + response.status() + ", text: " + response.text());
    }
    try (ClientResponse response = session.get("/echo")) {
      IO.println(response.text());
    }
    try (ClientResponse response = session.post("/echo", Body.form(Map.of("q", "tea & milk")))) {
      IO.println(response.text());
    }
    try (ClientResponse response = session.put("/echo", Body.json(List.of(1, 2, 3)))) {
      IO.println(response.text());
    }
    try (ClientResponse response = session.delete("/echo")) {
      IO.println(response.text());
    }
    IO.println("connections of five requests: " + server.connections());
  }
}

String describe(Request request) throws IOException {
  return request.method() + " " + request.body().text() + ", cookies " + request.cookies();
}
