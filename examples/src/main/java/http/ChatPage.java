// A chat in the browser: ./asyncio ChatPage.java [PORT], then open it in several windows.
//
// Each window holds a websocket. Nobody waits for anybody: what a member shall get goes into its
// own
// queue, from which a task of its own sends. A member that falls behind until its queue is full is
// sent away.
import static asyncio.Asyncio.*;

import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import asyncio.http.web.Request;
import asyncio.http.web.Response;
import asyncio.http.websocket.CloseCode;
import asyncio.http.websocket.WebSocket;
import asyncio.http.websocket.WebSocketException;
import asyncio.http.websocket.WebSocketOptions;
import asyncio.queue.Queue;
import asyncio.queue.QueueFull;

static final String PAGE =
    """
    <!DOCTYPE html>
    <html lang="en">
    <head><meta charset="utf-8"><title>Chat</title></head>
    <body>
      <form id="form"><input id="text" placeholder="your name" autocomplete="off" autofocus></form>
      <ul id="lines"></ul>
      <script>
        const text = document.getElementById("text");
        let socket = null;

        function show(line) {
          const item = document.createElement("li");
          item.textContent = line;
          document.getElementById("lines").append(item);
        }

        function join(name) {
          const address = `ws://${location.host}/chat?name=${encodeURIComponent(name)}`;
          socket = new WebSocket(address);
          socket.onopen = () => text.placeholder = "say something";
          socket.onmessage = event => {
            const line = JSON.parse(event.data);
            show(`${line.from}: ${line.text}`);
          };
          socket.onclose = event => show(`closed: ${event.reason || event.code}`);
        }

        document.getElementById("form").onsubmit = event => {
          event.preventDefault();
          if (socket === null) {
            join(text.value);
          } else {
            socket.send(text.value);
          }
          text.value = "";
        };
      </script>
    </body>
    </html>
    """;

static final int QUEUE_SIZE = 100;
static final WebSocketOptions SMALL = WebSocketOptions.DEFAULT.withMaxMessageBytes(10_000);

record Line(String from, String text) {}

record Member(String name, WebSocket socket, Queue<Line> outbox) {}

/** By name. Tasks of one loop share it without a lock. */
final Map<String, Member> members = new TreeMap<>();

void main(String[] arguments) {
  int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8080;
  run(() -> serve(port));
}

void serve(int port) throws Exception {
  try (HttpServer server = HttpServer.start(application(), "127.0.0.1", port)) {
    IO.println("a chat at http://127.0.0.1:" + server.port());
    server.serveForever();
  }
}

Application application() {
  Application app = new Application();
  app.get("/", _ -> Response.html(PAGE));
  app.webSocket("/chat", SMALL, this::chat);
  return app;
}

void chat(Request request, WebSocket socket) throws Exception {
  String name = Objects.requireNonNullElse(request.query().get("name"), "somebody");
  Member member = new Member(name, socket, new Queue<>(QUEUE_SIZE));
  if (members.putIfAbsent(name, member) != null) {
    socket.close(CloseCode.POLICY_VIOLATION, name + " is here already");
    return;
  }
  announce(new Line(name, "joins"));
  try {
    taskGroup(
        group -> {
          group.createTask(() -> send(member));
          receive(member);
        });
  } finally {
    members.remove(name);
    announce(new Line(name, "leaves"));
  }
}

void receive(Member member) throws IOException {
  try {
    for (String text = member.socket.receiveText();
        text != null;
        text = member.socket.receiveText()) {
      announce(new Line(member.name, text));
    }
  } finally {
    member.outbox.shutdown(true); // which ends send()
  }
}

void send(Member member) {
  try {
    for (Line line : member.outbox) {
      member.socket.sendJson(line);
    }
  } catch (WebSocketException lost) {
    // receive() hears of it, too
  }
}

void announce(Line line) {
  for (Member member : members.values()) {
    try {
      member.outbox.putNowait(line);
    } catch (QueueFull tooSlow) {
      member.socket.startClosing(CloseCode.POLICY_VIOLATION, "you are too slow");
    }
  }
}
