// A job that makes a sleep and forgets to await it: no wait, so no timeout. (N15)
import static asyncio.Asyncio.*;

void main() {
  run(this::program);
}

void program() throws TimeoutException {
  IO.println(waitFor(this::forgetful, seconds(2)));
  IO.println(waitFor(this::correct, seconds(2)));
}

String forgetful() {
  coroutine(() -> sleep(seconds(1))); // made, but not awaited
  return "at once";
}

String correct() throws Exception {
  coroutine(() -> sleep(seconds(1))).await();
  return "after a second";
}
