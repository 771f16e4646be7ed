package asyncio.http.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.http.Headers;
import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeTest {

  /** The example of RFC 6455, section 1.3. */
  private static final Headers EXAMPLE =
      Headers.of(
          "Host", "server.example.com",
          "Upgrade", "websocket",
          "Connection", "Upgrade",
          "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version", "13");

  private static final WebSocketOptions CHAT =
      WebSocketOptions.DEFAULT.withSubprotocols("superchat", "chat");

  private static WebSocketServerHandshake accept(Headers headers, WebSocketOptions options)
      throws Exception {
    return WebSocketServerHandshake.accept(new RequestHead("GET", "/chat", headers), options);
  }

  private static void assertRefused(int status, Headers headers, WebSocketOptions options) {
    assertThatExceptionOfType(WebSocketRefusedException.class)
        .isThrownBy(() -> accept(headers, options))
        .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(status));
  }

  // ---- the server

  @Test
  void theExampleOfTheStandardIsAnswered() throws Exception {
    WebSocketServerHandshake handshake = accept(EXAMPLE, WebSocketOptions.DEFAULT);
    assertThat(handshake.response())
        .isEqualTo(
            new ResponseHead(
                101,
                Headers.of(
                    "Upgrade", "websocket",
                    "Connection", "Upgrade",
                    "Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")));
    assertThat(handshake.negotiated()).isEqualTo(Negotiated.NOTHING);
  }

  @ParameterizedTest
  @CsvSource({
    "Upgrade, h2c, 426",
    "Connection, keep-alive, 426",
    "Sec-WebSocket-Key, '', 400",
    "Sec-WebSocket-Key, c2hvcnQ=, 400",
    "Sec-WebSocket-Key, not base 64, 400",
    "Sec-WebSocket-Version, 8, 426",
    "Origin, https://elsewhere.example.com, 403",
    "Origin, null, 403"
  })
  void whatIsWrongIsRefused(String name, String value, int status) {
    assertRefused(status, EXAMPLE.with(name, value), WebSocketOptions.DEFAULT);
  }

  @Test
  void otherMethodsAndMissingVersionsAreRefused() {
    assertThatThrownBy(
            () ->
                WebSocketServerHandshake.accept(
                    new RequestHead("POST", "/chat", EXAMPLE), WebSocketOptions.DEFAULT))
        .hasMessageContaining("GET, and not by POST");
    assertThatExceptionOfType(WebSocketRefusedException.class)
        .isThrownBy(
            () -> accept(EXAMPLE.without("Sec-WebSocket-Version"), WebSocketOptions.DEFAULT))
        .satisfies(
            refusal -> assertThat(refusal.headers().get("sec-websocket-version")).isEqualTo("13"));
    assertRefused(
        400,
        EXAMPLE.plus("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        WebSocketOptions.DEFAULT);
  }

  @Test
  void pagesOfTheServerAndNamedOnesAreLetIn() throws Exception {
    accept(EXAMPLE.plus("Origin", "https://Server.example.com"), WebSocketOptions.DEFAULT);
    WebSocketOptions shop = WebSocketOptions.DEFAULT.withOrigins("https://shop.example.com");
    accept(EXAMPLE.plus("Origin", "https://shop.example.com"), shop);
    accept(EXAMPLE, shop);
    assertRefused(403, EXAMPLE.plus("Origin", "https://server.example.com"), shop);
    accept(EXAMPLE.plus("Origin", "null"), WebSocketOptions.DEFAULT.withOrigins("*"));
  }

  @Test
  void theServersBestSubprotocolIsChosen() throws Exception {
    Headers offer = EXAMPLE.plus("Sec-WebSocket-Protocol", "other, chat,superchat");
    assertThat(accept(offer, CHAT).negotiated().subprotocol()).isEqualTo("superchat");
    assertThat(accept(offer, CHAT).response().headers().get("sec-websocket-protocol"))
        .isEqualTo("superchat");
    assertThat(accept(offer, WebSocketOptions.DEFAULT).negotiated().subprotocol()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "permessage-deflate, permessage-deflate",
    "permessage-deflate; client_max_window_bits, permessage-deflate",
    "x-other, ''",
    "permessage-deflate; server_max_window_bits=10, ''",
    "'permessage-deflate; server_max_window_bits=10, permessage-deflate', permessage-deflate",
    "permessage-deflate; unheard_of, ''",
    "permessage-deflate; server_no_context_takeover,"
        + " permessage-deflate;server_no_context_takeover"
  })
  void theFirstOfferOfCompressionThatCanBeFulfilledIsTaken(String offer, String answer)
      throws Exception {
    Headers asked = EXAMPLE.plus("Sec-WebSocket-Extensions", offer);
    WebSocketServerHandshake handshake = accept(asked, WebSocketOptions.DEFAULT);
    assertThat(handshake.negotiated().extensions()).isEqualTo(answer);
    assertThat(handshake.response().headers().getOrDefault("sec-websocket-extensions", ""))
        .isEqualTo(answer);
    assertThat(accept(asked, WebSocketOptions.DEFAULT.withCompression(false)).negotiated())
        .isEqualTo(Negotiated.NOTHING);
  }

  // ---- the client

  private static ResponseHead answerTo(WebSocketClientHandshake handshake) throws Exception {
    return accept(handshake.headers().plus("Host", "x"), CHAT).response();
  }

  @Test
  void bothEndsAgree() throws Exception {
    WebSocketClientHandshake handshake = WebSocketClientHandshake.start(CHAT);
    assertThat(handshake.check(answerTo(handshake)))
        .isEqualTo(new Negotiated("superchat", "permessage-deflate"));
  }

  @Test
  void eachHandshakeHasItsOwnKey() throws Exception {
    ResponseHead other = answerTo(WebSocketClientHandshake.start(CHAT));
    assertThatThrownBy(() -> WebSocketClientHandshake.start(CHAT).check(other))
        .hasMessageContaining("does not belong to this handshake");
  }

  @ParameterizedTest
  @CsvSource({
    "Upgrade, h2c, something else than a websocket",
    "Connection, close, something else than a websocket",
    "Sec-WebSocket-Accept, AAAA, does not belong",
    "Sec-WebSocket-Protocol, unheard-of, has chosen subprotocol",
    "Sec-WebSocket-Extensions, x-other, not offered",
    "Sec-WebSocket-Extensions, permessage-deflate; unheard_of, not offered"
  })
  void anAnswerThatDoesNotFitIsRefused(String name, String value, String message) throws Exception {
    WebSocketClientHandshake handshake = WebSocketClientHandshake.start(CHAT);
    ResponseHead answer = answerTo(handshake);
    assertThatExceptionOfType(WebSocketHandshakeException.class)
        .isThrownBy(
            () -> handshake.check(new ResponseHead(101, answer.headers().with(name, value))))
        .withMessageContaining(message);
  }

  @Test
  void aRefusalHasItsStatus() {
    assertThatExceptionOfType(WebSocketHandshakeException.class)
        .isThrownBy(
            () -> WebSocketClientHandshake.start(CHAT).check(new ResponseHead(403, Headers.NONE)))
        .withMessageContaining("403 Forbidden")
        .satisfies(refusal -> assertThat(refusal.answer().status()).isEqualTo(403));
  }
}
