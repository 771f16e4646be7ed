// Awaiting one call after the other gives no overlap: nothing is printed before the second is over.
// delay() is the helper of this chapter: it says what it does, waits, and returns. (L2.06, L2.07)
import static asyncio.Asyncio.*;

void main() {
  run(this::program);
}

void program() {
  String message = helloWorldMessage();
  int two = addOne(1);
  IO.println(two);
  IO.println(message);
}

String helloWorldMessage() {
  delay(1);
  return "Hello World!";
}

int addOne(int number) {
  return number + 1;
}

int delay(int seconds) {
  IO.println("sleeping for " + seconds + " second(s)");
  sleep(seconds(seconds));
  IO.println("finished sleeping for " + seconds + " second(s)");
  return seconds;
}
