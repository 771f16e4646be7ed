// The same requests one after the other, and at once, to a server that takes 20 ms for each. The
// session opens a hundred connections at most; the other requests wait for theirs.
// Arguments: how many requests, a thousand unless told.
import static asyncio.Asyncio.*;

import asyncio.http.client.ClientResponse;
import asyncio.http.client.ClientSession;
import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import asyncio.task.Action;

static final int BAR_WIDTH = 40;

final boolean onTerminal =
    Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();

int done;
int mostConnections;

void main(String... arguments) {
  int count = arguments.length == 0 ? 1000 : Integer.parseInt(arguments[0]);
  run(() -> compare(count));
}

void compare(int count) throws Exception {
  Application app = new Application();
  app.get(
      "/",
      _ -> {
        sleep(millis(20));
        return "hello";
      });
  try (HttpServer server = HttpServer.start(app, "localhost", 0);
      ClientSession session = ClientSession.builder().baseUrl(server.url()).build()) {
    double inSequence = time("in sequence", count, () -> sequence(session, count));
    double atOnce = time("at once", count, () -> together(session, server, count));
    say("at once is %.0f times as fast".formatted(inSequence / atOnce));
    say("connections: at most " + mostConnections);
  }
}

void sequence(ClientSession session, int count) throws Exception {
  for (int i = 0; i < count; i++) {
    fetch(session);
  }
}

void together(ClientSession session, HttpServer server, int count) {
  gather(
      Collections.nCopies(
          count,
          () -> {
            int status = fetch(session);
            mostConnections = Math.max(mostConnections, server.connections());
            return status;
          }));
}

int fetch(ClientSession session) throws Exception {
  try (ClientResponse response = session.get("/")) {
    response.bytes();
    done++;
    return response.status();
  }
}

/** Seconds; a bar shows how far it is, where there is a terminal. */
double time(String title, int count, Action requests) throws Exception {
  done = 0;
  double start = getRunningLoop().time();
  var bar = createTask(() -> showBar(title, count));
  requests.run();
  bar.cancel();
  double seconds = getRunningLoop().time() - start;
  say(String.format(Locale.ROOT, "%s: %d requests in %.2f s", title, count, seconds));
  return seconds;
}

void showBar(String title, int count) {
  while (onTerminal) {
    String bar = "#".repeat(done * BAR_WIDTH / count);
    System.out.printf("\r%-12s [%-" + BAR_WIDTH + "s] %d", title, bar, done);
    System.out.flush();
    sleep(millis(50));
  }
}

/** Prints a line in place of the bar. */
void say(String line) {
  IO.println(onTerminal ? "\r\033[K" + line : line);
}
