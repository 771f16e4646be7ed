package asyncio.http.server;

import asyncio.http.Header;
import asyncio.http.HttpDate;
import asyncio.task.EventLoop;
import java.time.Clock;

/** The header that says when; it is the same for a second. */
final class DateHeader {

  private static final Clock CLOCK = Clock.systemUTC();

  private final EventLoop loop;
  private double validUntil;
  private Header header = new Header("Date", HttpDate.format(CLOCK.instant()));

  DateHeader(EventLoop loop) {
    this.loop = loop;
  }

  Header now() {
    double time = loop.time();
    if (time >= validUntil) {
      header = new Header("Date", HttpDate.format(CLOCK.instant()));
      validUntil = time + 1 - CLOCK.millis() % 1000 / 1e3;
    }
    return header;
  }
}
