// What can go wrong with a request, each an exception of its own; and what becomes of the others
// when one of several fails.
import static asyncio.Asyncio.*;

import asyncio.http.client.CannotConnectException;
import asyncio.http.client.ClientResponse;
import asyncio.http.client.ClientSession;
import asyncio.http.client.InvalidUrlException;
import asyncio.http.client.ServerDisconnectedException;
import asyncio.http.client.StatusException;
import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import asyncio.net.Server;
import asyncio.task.Coroutine;
import asyncio.task.Outcome;
import asyncio.task.ReturnWhen;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() throws Exception {
  Application app = new Application();
  app.get("/", _ -> "ok");
  Server rude = startServer((reader, writer) -> reader.readLine(), "localhost", 0);
  try (HttpServer server = HttpServer.start(app, "localhost", 0);
      ClientSession session = ClientSession.builder().baseUrl(server.url()).build()) {
    try {
      fetch(session, "python://example.com");
    } catch (InvalidUrlException nobodyGoesThere) {
      IO.println("no address: " + nobodyGoesThere.getMessage());
    }
    try {
      fetch(session, "http://localhost:1/");
    } catch (CannotConnectException _) {
      IO.println("nobody listens there");
    }
    try {
      fetch(session, "http://localhost:" + rude.port() + "/");
    } catch (ServerDisconnectedException _) {
      IO.println("the server hangs up");
    }
    try (ClientResponse response = session.get("/missing")) {
      response.raiseForStatus();
    } catch (StatusException refused) {
      IO.println("status: " + refused.status() + " " + refused.reason());
    }

    List<Coroutine<Integer>> both =
        List.of(() -> fetch(session, "/"), () -> fetch(session, "python://example.com"));
    try {
      gather(both);
    } catch (Exception first) {
      IO.println("gather: the first failure comes out, " + first.getClass().getSimpleName());
    }
    List<Outcome<Integer>> outcomes = gatherOutcomes(both);
    IO.println("gatherOutcomes: " + outcomes.stream().map(this::describe).toList());

    List<Task<Integer>> tasks = both.stream().map(coroutine -> createTask(coroutine)).toList();
    var waited = waitUntil(ReturnWhen.ALL_COMPLETED, tasks);
    IO.println("wait: done " + waited.done().size() + ", pending " + waited.pending().size());
    for (Task<Integer> task : tasks) {
      Throwable failure = task.exception();
      IO.println("  " + (failure == null ? task.result() : failure.getClass().getSimpleName()));
    }
  }
  rude.close();
}

String describe(Outcome<Integer> outcome) {
  return switch (outcome) {
    case Outcome.Success(Integer status) -> "status " + status;
    case Outcome.Failure(Throwable failure) -> failure.getClass().getSimpleName();
  };
}

static int fetch(ClientSession session, String url) throws Exception {
  try (ClientResponse response = session.get(url)) {
    response.text();
    return response.status();
  }
}
