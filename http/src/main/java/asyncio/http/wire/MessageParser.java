package asyncio.http.wire;

import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpParser;

/** Jetty's parser, which tells of bodies as well what is wrong with them. */
final class MessageParser extends HttpParser {

  private final HttpHandler handler;

  MessageParser(RequestHandler handler, int maxHeadBytes, HttpCompliance compliance) {
    super(handler, maxHeadBytes, compliance);
    this.handler = handler;
  }

  MessageParser(ResponseHandler handler, int maxHeadBytes, HttpCompliance compliance) {
    super(handler, maxHeadBytes, compliance);
    this.handler = handler;
  }

  /** Jetty reports a body that is broken only as one that was cut off. */
  @Override
  protected void badMessage(HttpException broken) {
    super.badMessage(broken);
    handler.badMessage(broken);
  }
}
