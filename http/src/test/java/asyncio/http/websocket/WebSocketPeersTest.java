package asyncio.http.websocket;

import static asyncio.Asyncio.createSubprocessExec;
import static asyncio.Asyncio.createTask;
import static asyncio.http.support.Programs.assumePython;
import static asyncio.http.support.Programs.output;
import static asyncio.http.support.Programs.python;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.client.ClientSession;
import asyncio.http.gateway.HttpApplication;
import asyncio.http.server.HttpServer;
import asyncio.process.Process;
import asyncio.process.ProcessOptions;
import asyncio.process.Stdio;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import asyncio.testing.TimeMode;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Websockets with aiohttp on the other end. */
class WebSocketPeersTest {

  private static final WebSocketOptions CHAT = WebSocketOptions.DEFAULT.withSubprotocols("chat");

  private static final String AIOHTTP_CLIENT =
      """
      import aiohttp, asyncio, os, sys
      async def main():
          async with aiohttp.ClientSession() as session:
              async with session.ws_connect(
                      sys.argv[1], compress=int(sys.argv[2]), protocols=('other', 'chat')) as ws:
                  print(ws.protocol, ws.compress)
                  await ws.send_str('Grüße')
                  print(await ws.receive_str())
                  await ws.send_json({'a': 1})
                  print(await ws.receive_json())
                  large = os.urandom(500_000) + bytes(500_000)
                  await ws.send_bytes(large)
                  print(await ws.receive_bytes() == large)
                  await ws.ping()
                  await ws.send_str('close')
                  message = await ws.receive()
                  print(message.type.name, message.data, message.extra)
      asyncio.run(main())
      """;

  @AsyncTest(time = TimeMode.REAL)
  @ParameterizedTest
  @ValueSource(ints = {0, 15})
  void aiohttpConnects(int compress) throws Exception {
    assumePython("aiohttp");
    HttpApplication echo =
        exchange -> {
          WebSocket socket = exchange.acceptWebSocket(CHAT);
          for (WebSocketMessage message : socket) {
            switch (message) {
              case WebSocketMessage.Text(String text) when text.equals("close") ->
                  socket.startClosing(4000, "as you wish");
              case WebSocketMessage.Text(String text) -> socket.sendText(text);
              case WebSocketMessage.Binary(byte[] bytes) -> socket.sendBytes(bytes);
            }
          }
        };
    try (HttpServer server = HttpServer.start(echo, "localhost", 0)) {
      assertThat(output(python(), "-c", AIOHTTP_CLIENT, server.url() + "/", "" + compress).lines())
          .containsExactly(
              "chat " + compress, "Grüße", "{'a': 1}", "True", "CLOSE 4000 as you wish");
    }
  }

  private static final String AIOHTTP_SERVER =
      """
      import asyncio, sys
      from aiohttp import web, WSMsgType
      async def echo(request):
          ws = web.WebSocketResponse(protocols=('chat',))
          await ws.prepare(request)
          async for message in ws:
              if message.type == WSMsgType.TEXT and message.data == 'close':
                  await ws.close(code=4001, message=b'bye')
              elif message.type == WSMsgType.TEXT:
                  await ws.ping()
                  await ws.send_str(message.data)
              else:
                  await ws.send_bytes(message.data)
          return ws
      async def main():
          app = web.Application()
          app.router.add_get('/', echo)
          runner = web.AppRunner(app)
          await runner.setup()
          site = web.TCPSite(runner, '127.0.0.1', 0)
          await site.start()
          print(site._server.sockets[0].getsockname()[1], flush=True)
          await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
          await runner.cleanup()
      asyncio.run(main())
      """;

  @AsyncTest(time = TimeMode.REAL)
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aiohttpServes(boolean compression) throws Exception {
    assumePython("aiohttp");
    ProcessOptions piped = ProcessOptions.DEFAULT.withStdin(Stdio.PIPE).withStdout(Stdio.PIPE);
    try (Process server = createSubprocessExec(piped, python(), "-c", AIOHTTP_SERVER);
        ClientSession session = new ClientSession()) {
      String port = Objects.requireNonNull(server.stdout()).readLine(UTF_8);
      WebSocketOptions options = CHAT.withCompression(compression);
      try (WebSocket socket = session.webSocket("ws://127.0.0.1:" + port + "/", options)) {
        talk(socket);
      }
      Objects.requireNonNull(server.stdin()).close();
      assertThat(server.await()).isZero();
    }
  }

  private static void talk(WebSocket socket) throws Exception {
    assertThat(socket.subprotocol()).isEqualTo("chat");
    socket.sendText("Grüße");
    assertThat(socket.receiveText()).isEqualTo("Grüße");
    byte[] large = new byte[1 << 20];
    new Random(2).nextBytes(large);
    Task<?> sending = createTask(() -> socket.sendBytes(large));
    assertThat(socket.receiveBytes()).isEqualTo(large);
    sending.await();
    assertThat(socket.ping()).isPositive();
    socket.sendText("close");
    assertThatThrownBy(socket::receive)
        .isInstanceOfSatisfying(
            WebSocketException.class, closed -> assertThat(closed.closeCode()).isEqualTo(4001));
    assertThat(socket.closeReason()).isEqualTo("bye");
  }
}
