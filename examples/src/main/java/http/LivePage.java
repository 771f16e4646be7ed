// A page that changes while one looks at it: ./asyncio LivePage.java [PORT], then open it in one
// browser window or several.
//
// Each window holds a stream of server-sent events, which is a generator: it yields whenever the
// number of windows has changed. When a window is closed, its generator is, too.
import static asyncio.Asyncio.*;

import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import asyncio.http.web.Event;
import asyncio.http.web.Request;
import asyncio.http.web.Response;
import asyncio.iteration.Yielder;
import asyncio.sync.Condition;

static final String PAGE =
    """
    <!DOCTYPE html>
    <html lang="en">
    <head><meta charset="utf-8"><title>Live page</title></head>
    <body>
      <h1>Windows that look at this page: <span id="count">?</span></h1>
      <script>
        const count = document.getElementById("count");
        new EventSource("/events").addEventListener("count", event => {
          count.textContent = JSON.parse(event.data).windows;
        });
      </script>
    </body>
    </html>
    """;

record Count(int windows) {}

final Condition changed = new Condition();
int windows;

void main(String[] arguments) {
  int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8080;
  run(() -> serve(port));
}

void serve(int port) throws Exception {
  Application app = new Application();
  app.get("/", _ -> Response.html(PAGE));
  app.get("/events", this::events);
  try (HttpServer server = HttpServer.start(app, "127.0.0.1", port)) {
    IO.println("a live page at http://127.0.0.1:" + server.port());
    server.serveForever();
  }
}

Response events(Request request) {
  return Response.events(generator(this::watch), seconds(1));
}

void watch(Yielder<Event, Void> out) {
  change(1);
  try {
    while (true) {
      int told = windows;
      out.yield(Event.json(new Count(told)).withName("count"));
      try (var _ = changed.hold()) {
        changed.waitFor(() -> windows != told);
      }
    }
  } finally {
    change(-1);
  }
}

void change(int difference) {
  try (var _ = changed.hold()) {
    windows += difference;
    changed.notifyEveryone();
  }
}
