// gather() returns results in the order of its arguments, whichever ends first. (L4.11)
import static asyncio.Asyncio.*;

void main() {
  run(() -> IO.println(gather(() -> delay(3), () -> delay(1))));
}

int delay(int seconds) {
  IO.println("sleeping for " + seconds + " second(s)");
  sleep(seconds(seconds));
  IO.println("finished sleeping for " + seconds + " second(s)");
  return seconds;
}
