// Requests of different speed: taken in the order of their ends, the first of them, in rounds, and
// those that are ready in time.
import static asyncio.Asyncio.*;

import asyncio.http.client.ClientResponse;
import asyncio.http.client.ClientSession;
import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import asyncio.task.Future;
import asyncio.task.ReturnWhen;
import asyncio.task.Task;
import java.util.concurrent.TimeoutException;

void main() {
  run(this::program);
}

void program() throws Exception {
  Application app = new Application();
  app.get(
      "/after/{millis:int}",
      request -> {
        sleep(millis(request.pathInt("millis")));
        return request.pathInt("millis") + " ms";
      });
  try (HttpServer server = HttpServer.start(app, "localhost", 0);
      ClientSession session = ClientSession.builder().baseUrl(server.url()).build()) {
    for (var next : asCompleted(List.of(fetch(session, 400), fetch(session, 10)))) {
      IO.println("as completed: " + next.await());
    }

    List<Task<String>> slow = List.of(fetch(session, 10), fetch(session, 2_500));
    try {
      for (var next : asCompleted(slow, seconds(1))) {
        IO.println("with a limit: " + next.await());
      }
    } catch (TimeoutException late) {
      IO.println("with a limit: the other one still runs: " + !slow.get(1).done());
    }
    slow.get(1).cancel();

    Set<Future<String>> pending =
        Set.of(fetch(session, 10), fetch(session, 300), fetch(session, 600));
    while (!pending.isEmpty()) {
      var round = waitUntil(ReturnWhen.FIRST_COMPLETED, pending);
      round.done().forEach(task -> IO.println("a round: " + task.result()));
      pending = round.pending();
    }

    var inTime =
        waitUntil(
            ReturnWhen.ALL_COMPLETED,
            List.of(fetch(session, 10), fetch(session, 20), fetch(session, 2_500)),
            seconds(1));
    IO.println("in time: " + inTime.done().size() + ", too slow: " + inTime.pending().size());
    inTime.pending().forEach(Future::cancel);

    Task<String> failing = createTask(() -> session.get("python://example.com").text());
    var untilFailure =
        waitUntil(
            ReturnWhen.FIRST_EXCEPTION,
            List.of(failing, fetch(session, 2_500), fetch(session, 2_500)));
    IO.println("failed: " + failing.exception().getClass().getSimpleName());
    IO.println("cancelled after the failure: " + untilFailure.pending().size());
    untilFailure.pending().forEach(Future::cancel);
  }
}

static Task<String> fetch(ClientSession session, int millis) {
  return createTask(
      () -> {
        try (ClientResponse response = session.get("/after/" + millis)) {
          return response.text();
        }
      });
}
