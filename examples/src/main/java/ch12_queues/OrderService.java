// A queue with workers behind a web service (chapter 12): ./asyncio OrderService.java [PORT]
// Then, in another terminal:
//   curl -i -d 'tea' http://127.0.0.1:8080/orders
//   curl http://127.0.0.1:8080/orders/1
//
// Taking an order is quick, making it is not: so it is answered with 202 and an address to ask at.
// The queue is bounded; what does not fit is refused at once, and the client knows. When the
// service stops, no more orders are taken, and those that were are made first.
import static asyncio.Asyncio.*;

import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import asyncio.http.web.HttpError;
import asyncio.http.web.Request;
import asyncio.http.web.Response;
import asyncio.queue.Queue;
import asyncio.queue.QueueFull;
import asyncio.task.Task;

static final int WORKERS = 2;
static final int WAITING_AT_MOST = 3;

record Order(int id, String what, String state) {

  Order in(String newState) {
    return new Order(id, what, newState);
  }
}

final Queue<Order> queue = new Queue<>(WAITING_AT_MOST);
final Map<Integer, Order> orders = new TreeMap<>();
final List<Task<?>> workers = new ArrayList<>();
int lastId;

void main(String[] arguments) {
  int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8080;
  run(() -> serve(port));
}

void serve(int port) throws Exception {
  Application app = new Application();
  app.post("/orders", this::take);
  app.get("/orders/{id:int}", request -> orders.get(request.pathInt("id")));
  app.onStartup(this::startWorkers);
  app.onShutdown(this::finishOrders);
  try (HttpServer server = HttpServer.start(app, "127.0.0.1", port)) {
    IO.println("orders at http://127.0.0.1:" + server.port() + "/orders");
    server.serveForever();
  }
}

// ---- taking orders

Response take(Request request) throws IOException {
  String what = request.body().text(); // suspends, so before the number is chosen
  Order order = new Order(lastId + 1, what, "waiting");
  try {
    queue.putNowait(order);
  } catch (QueueFull tooMany) {
    throw new HttpError(503, "too many orders wait already").withHeader("Retry-After", "1");
  }
  lastId = order.id;
  orders.put(order.id, order);
  return Response.json(order).withStatus(202).withHeader("Location", "/orders/" + order.id);
}

// ---- making them

void startWorkers() {
  for (int i = 0; i < WORKERS; i++) {
    workers.add(createTask(this::work));
  }
}

void work() {
  for (Order order : queue) {
    orders.put(order.id, order.in("in the making"));
    sleep(seconds(0.5));
    orders.put(order.id, order.in("done"));
    IO.println("made " + order.what + " for order " + order.id);
  }
}

void finishOrders() {
  queue.shutdown(); // ends the workers' loops when it is empty
  workers.forEach(Task::await);
}
