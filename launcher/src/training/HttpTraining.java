import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.run;

import asyncio.http.Body;
import asyncio.http.client.ClientResponse;
import asyncio.http.client.ClientSession;
import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import asyncio.http.web.HttpError;
import asyncio.http.web.Response;

record Product(int id, String name) {}

/** What a typical program with HTTP does when it starts, for the JVM to remember. */
void main() {
  run(
      () -> {
        Application app = new Application();
        app.get("/products/{id:int}", request -> new Product(request.pathInt("id"), "tea"));
        app.post("/products", request -> Response.json(request.json(Product.class)));
        app.get(
            "/missing",
            _ -> {
              throw new HttpError(404, "there is no such product");
            });
        try (HttpServer server = HttpServer.start(app, "localhost", 0);
            ClientSession session = ClientSession.builder().baseUrl(server.url()).build()) {
          for (int i = 0; i < 100; i++) {
            IO.println(gather(() -> get(session, "/products/1"), () -> get(session, "/missing")));
            try (ClientResponse response =
                session.post("/products", Body.json(new Product(2, "cake")))) {
              IO.println(response.json(Product.class));
            }
          }
        }
      });
}

String get(ClientSession session, String path) throws Exception {
  try (ClientResponse response = session.get(path)) {
    return response.status() + " " + response.text();
  }
}
