// Anything can be awaited that says how: one interface with one method. (L2.T11)
import static asyncio.Asyncio.*;

import asyncio.task.Awaitable;

void main() {
  run(this::program);
}

/** An egg, done when it was boiled. */
record Egg(int boilingTime) implements Awaitable<String> {
  @Override
  public String await() {
    sleep(seconds(boilingTime));
    return boilingTime < 5 ? "a soft egg" : "a hard egg";
  }
}

void program() {
  IO.println(new Egg(3).await());
  IO.println(gather(new Egg(4), new Egg(8)));
}
