package asyncio.tls;

import static asyncio.Asyncio.gather;

import asyncio.net.ByteStream;
import asyncio.task.EventLoop;
import asyncio.testing.contract.ByteStreamContract.Ends;

/** Makes a TLS connection of any other. */
public final class TlsEnds {

  private TlsEnds() {}

  /** With the handshake done; {@code near} is the client. */
  public static Ends shakeHands(EventLoop loop, ByteStream near, ByteStream far) {
    return shakeHands(loop, near, far, Certificates.trustedClient(), Certificates.trustedServer());
  }

  static Ends shakeHands(
      EventLoop loop, ByteStream near, ByteStream far, TlsOptions client, TlsOptions server) {
    TlsStream asClient = TlsStream.client(loop, near, client);
    TlsStream asServer = TlsStream.server(loop, far, server);
    gather(asClient::handshake, asServer::handshake);
    return new Ends(asClient, asServer);
  }
}
