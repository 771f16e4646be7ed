package asyncio.examples;

import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.client.ClientSession;
import asyncio.http.websocket.WebSocket;
import asyncio.http.websocket.WebSocketOptions;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Drives a browser by the DevTools protocol, which is JSON over a websocket: one call at a time,
 * and whatever comes besides its answer is passed over.
 */
final class Browser implements AutoCloseable {

  private final ClientSession session = new ClientSession();
  private final WebSocket socket;
  private int lastId;

  private Browser(String address) throws Exception {
    socket = session.webSocket(address, WebSocketOptions.DEFAULT);
  }

  static Browser connect(Chromium chromium) throws Exception {
    return new Browser(chromium.address());
  }

  /** A window with a page. */
  final class Window {

    private final String target;
    private final String session;

    private Window(String target, String session) {
      this.target = target;
      this.session = session;
    }

    /** What an expression is, as a string; a promise is awaited. */
    String evaluate(String expression) throws Exception {
      JsonNode answer =
          call(
              session,
              "Runtime.evaluate",
              Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
      assertThat(answer.has("exceptionDetails")).as("%s: %s", expression, answer).isFalse();
      return answer.path("result").path("value").asString();
    }

    /** Waits until an expression is true. */
    void await(String condition) throws Exception {
      evaluate(
          """
          new Promise(resolve => {
            const look = () => %s ? resolve(true) : setTimeout(look, 10);
            look();
          })
          """
              .formatted(condition));
    }

    void close() throws Exception {
      call("", "Target.closeTarget", Map.of("targetId", target));
    }
  }

  /** Opens a page in a window of its own. */
  Window open(String url) throws Exception {
    String target = call("", "Target.createTarget", Map.of("url", url)).path("targetId").asString();
    JsonNode attached =
        call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true));
    Window window = new Window(target, attached.path("sessionId").asString());
    String ready = "document.readyState === 'complete' && location.href === '" + url + "'";
    while (!window.evaluate(ready).equals("true")) {
      sleep(millis(10)); // no promise outlives the page that was there before
    }
    return window;
  }

  private JsonNode call(String inSession, String method, Map<String, Object> parameters)
      throws Exception {
    int id = ++lastId;
    socket.sendJson(
        inSession.isEmpty()
            ? Map.of("id", id, "method", method, "params", parameters)
            : Map.of("id", id, "method", method, "params", parameters, "sessionId", inSession));
    JsonNode answer = waitFor(() -> answerTo(id), seconds(20));
    assertThat(answer.has("error")).as("%s: %s", method, answer).isFalse();
    return answer.path("result");
  }

  private JsonNode answerTo(int id) throws Exception {
    JsonNode message = socket.receiveJson(JsonNode.class);
    while (message.path("id").asInt(0) != id) {
      message = socket.receiveJson(JsonNode.class);
    }
    return message;
  }

  @Override
  public void close() {
    socket.close();
    session.close();
  }
}
