// A REST service for products: ./asyncio ProductsApi.java [PORT]
// Then, in another terminal:
//   curl -d '{"name": "tea", "price": 3.50}' -H 'Content-Type: application/json' \
//       http://127.0.0.1:8080/products
//   curl http://127.0.0.1:8080/products/1
//
// Handlers are plain methods. What they return becomes JSON, null becomes 404, and what they throw
// becomes a problem that the client can read. All run on one loop, so the map needs no lock.
import static asyncio.Asyncio.*;

import asyncio.http.server.HttpServer;
import asyncio.http.web.AccessLog;
import asyncio.http.web.Application;
import asyncio.http.web.HttpError;
import asyncio.http.web.Request;
import asyncio.http.web.Response;

record Product(int id, String name, BigDecimal price) {}

/** What clients send. */
record ProductData(String name, BigDecimal price) {}

final Map<Integer, Product> products = new TreeMap<>();
int lastId;

void main(String[] arguments) {
  int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8080;
  run(() -> serve(port));
}

void serve(int port) throws Exception {
  try (HttpServer server = HttpServer.start(application(), "127.0.0.1", port)) {
    IO.println("products at http://127.0.0.1:" + server.port() + "/products");
    server.serveForever();
  }
}

Application application() {
  Application app = new Application();
  app.use(new AccessLog());
  app.get("/products", this::search);
  app.post("/products", this::add);
  app.get("/products/{id:int}", request -> products.get(request.pathInt("id")));
  app.put("/products/{id:int}", this::replace);
  app.delete("/products/{id:int}", this::delete);
  return app;
}

/** All, or those whose names contain what the query asks for: {@code ?name=te}. */
List<Product> search(Request request) {
  String part = Objects.requireNonNullElse(request.query().get("name"), "");
  return products.values().stream().filter(product -> product.name().contains(part)).toList();
}

Response add(Request request) throws IOException {
  ProductData data = valid(request.json(ProductData.class));
  Product product = new Product(++lastId, data.name(), data.price());
  products.put(product.id(), product);
  return Response.json(product).withStatus(201).withHeader("Location", "/products/" + product.id());
}

Product replace(Request request) throws IOException {
  ProductData data = valid(request.json(ProductData.class));
  return products.computeIfPresent(
      request.pathInt("id"), (id, _) -> new Product(id, data.name(), data.price()));
}

Response delete(Request request) {
  if (products.remove(request.pathInt("id")) == null) {
    throw new HttpError(404, "there is no such product");
  }
  return Response.NO_CONTENT;
}

ProductData valid(ProductData data) {
  Map<String, String> errors = new LinkedHashMap<>();
  if (data.name() == null || data.name().isBlank()) {
    errors.put("name", "must not be empty");
  }
  if (data.price() == null || data.price().signum() < 0) {
    errors.put("price", "must be a number, and not negative");
  }
  if (!errors.isEmpty()) {
    throw new HttpError(422, "this is no product").with("errors", errors);
  }
  return data;
}
