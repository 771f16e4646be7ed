// The first program: a pause that would not keep other tasks from running.
import static asyncio.Asyncio.*;

void main() {
  run(
      () -> {
        IO.println("Hello ...");
        sleep(seconds(1));
        IO.println("... world!");
      });
}
