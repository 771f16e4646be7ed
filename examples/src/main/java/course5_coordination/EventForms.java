// An event is a flag to wait for: whoever comes once it is set goes on at once, until it is
// cleared.
// (J5.14, J5.15, J5.16, J5.17, J5.T07)
import static asyncio.Asyncio.*;

import asyncio.sync.Event;

final Event event = new Event();

void main() {
  run(this::program);
}

void program() {
  IO.println("at first: " + event.isSet());
  createTask(this::setAfterASecond);
  event.await();
  IO.println("waited for it: " + event.isSet());
  event.await();
  IO.println("it is still set, so nobody waits");

  event.clear();
  createTask(this::setAfterASecond);
  event.await();
  IO.println("cleared, and waited for again");
}

void setAfterASecond() {
  sleep(seconds(1));
  event.set();
}
