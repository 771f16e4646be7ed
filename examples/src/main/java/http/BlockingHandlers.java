// Handlers that block, in a service that does not (chapter 9): ./asyncio BlockingHandlers.java
// [PORT]
// Then, in two terminals:
//   curl http://127.0.0.1:8080/next
//   curl -d 'hello' http://127.0.0.1:8080/messages
//
// The mailbox is code that knows nothing of asyncio and blocks its caller. Called in a thread of a
// pool it blocks only that: the loop goes on to serve others. If the client of /next leaves, its
// handler is cancelled, and the thread that works for it interrupted.
import static asyncio.Asyncio.*;

import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import asyncio.http.web.HttpError;
import asyncio.http.web.Key;
import asyncio.http.web.Request;
import asyncio.http.web.Response;
import asyncio.pool.ThreadPool;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;

static final int THREADS = 4;
static final int WAITING_AT_MOST = 10;
static final Key<ThreadPool> POOL = Key.named("pool");

final BlockingQueue<String> mailbox = new LinkedBlockingQueue<>();

void main(String[] arguments) {
  int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8080;
  run(() -> serve(port));
}

void serve(int port) throws Exception {
  Application app = new Application();
  app.resource(POOL, () -> new ThreadPool("mailbox", THREADS, WAITING_AT_MOST));
  app.get("/next", this::next);
  app.post("/messages", this::add);
  app.get("/busy", request -> request.get(POOL).statistics().busy());
  try (HttpServer server = HttpServer.start(app, "127.0.0.1", port)) {
    IO.println("messages at http://127.0.0.1:" + server.port());
    server.serveForever();
  }
}

String next(Request request) {
  try {
    return request.get(POOL).call(mailbox::take);
  } catch (RejectedExecutionException busy) {
    throw new HttpError(503, "too many wait already").withHeader("Retry-After", "1");
  }
}

Response add(Request request) throws IOException {
  mailbox.add(request.body().text());
  return Response.NO_CONTENT;
}
