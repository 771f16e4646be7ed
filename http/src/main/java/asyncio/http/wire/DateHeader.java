package asyncio.http.wire;

import asyncio.http.HttpDate;
import asyncio.task.EventLoop;
import java.time.Clock;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * The header that says when a response was made. It is the same for a second, and made into bytes
 * once. Loop thread only.
 */
public final class DateHeader {

  private static final Clock CLOCK = Clock.systemUTC();

  private final EventLoop loop;
  private double validUntil;
  private HttpField field = atPresent();

  /** For the responses that are made on a loop. */
  public DateHeader(EventLoop loop) {
    this.loop = loop;
  }

  HttpField now() {
    double time = loop.time();
    if (time >= validUntil) {
      field = atPresent();
      validUntil = time + 1 - CLOCK.millis() % 1000 / 1e3;
    }
    return field;
  }

  private static HttpField atPresent() {
    return new PreEncodedHttpField(HttpHeader.DATE, HttpDate.format(CLOCK.instant()));
  }
}
