// Ten requests to a server that takes its time: timed and gathered, as they are completed, with a
// limit of two seconds, and awaited with wait. (N08, N10, N11, N12)
import static asyncio.Asyncio.*;

import asyncio.http.client.ClientResponse;
import asyncio.http.client.ClientSession;
import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import asyncio.task.Awaitable;
import asyncio.task.Coroutine;
import asyncio.task.Future;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() throws Exception {
  Application app = new Application();
  app.get(
      "/after/{millis:int}",
      request -> {
        sleep(millis(request.pathInt("millis")));
        return "hello";
      });
  try (HttpServer server = HttpServer.start(app, "localhost", 0);
      ClientSession session = ClientSession.builder().baseUrl(server.url()).build()) {
    gathered(session);
    asTheyComplete(session);
    withinTwoSeconds(session);
    awaitedWithWait(session);
  }
}

void gathered(ClientSession session) throws Exception {
  Coroutine<Integer> request = () -> timed("fetch", () -> fetch(session, 820));
  List<Integer> statuses = timed("all of them", () -> gather(Collections.nCopies(10, request)));
  IO.println(statuses);
}

void asTheyComplete(ClientSession session) {
  for (Future<Integer> finished : asCompleted(tenFetches(session))) {
    IO.println("completed: " + finished.result());
  }
}

void withinTwoSeconds(ClientSession session) throws Exception {
  List<Task<Integer>> tasks = tenFetches(session);
  for (Awaitable<Integer> next : asCompleted(tasks, seconds(2)).awaitables()) {
    try {
      IO.println("in time: " + next.await());
    } catch (TimeoutException e) {
      IO.println("Timeout happened");
    }
  }
  tasks.forEach(Task::cancel); // a limit of asCompleted stops nobody
}

void awaitedWithWait(ClientSession session) {
  for (Future<Integer> done : waitUntil(ALL_COMPLETED, tenFetches(session)).done()) {
    IO.println("done: " + done.result());
  }
}

/** The first one takes longest. */
List<Task<Integer>> tenFetches(ClientSession session) {
  List<Task<Integer>> tasks = new ArrayList<>();
  for (int i = 0; i < 10; i++) {
    int millis = 3000 - i * 300;
    tasks.add(createTask(() -> fetch(session, millis)));
  }
  return tasks;
}

int fetch(ClientSession session, int millis) throws IOException, TimeoutException {
  try (ClientResponse response = session.get("/after/" + millis)) {
    response.text();
    return response.status();
  }
}

<T> T timed(String name, Coroutine<T> coroutine) throws Exception {
  double start = getRunningLoop().time();
  T result = coroutine.await();
  double seconds = getRunningLoop().time() - start;
  IO.println(String.format(Locale.ROOT, "Function %s took %.4f", name, seconds));
  return result;
}
