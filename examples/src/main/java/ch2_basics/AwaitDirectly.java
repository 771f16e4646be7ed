// Without a task the coroutine runs within the caller, as any call does. (L2.08b)
import static asyncio.Asyncio.*;

void main() {
  run(this::program);
}

void program() {
  IO.println("hello world");
  Integer result = delay(3);
  IO.println(result.getClass().getSimpleName());
}

int delay(int seconds) {
  IO.println("sleeping for " + seconds + " second(s)");
  sleep(seconds(seconds));
  IO.println("finished sleeping for " + seconds + " second(s)");
  return seconds;
}
