// Prints and sleeps a second; a duration may have a fraction. (J2.05)
import static asyncio.Asyncio.*;

void main() {
  run(this::program);
}

void program() {
  IO.println("Hello from a coroutine");
  sleep(seconds(0.4));
  sleep(millis(600));
}
