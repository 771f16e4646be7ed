// A coroutine that waits a second and then returns a greeting. (L2.05a)
import static asyncio.Asyncio.*;

void main() {
  run(() -> IO.println(helloWorldMessage()));
}

String helloWorldMessage() {
  sleep(seconds(1));
  return "Hello World!";
}
