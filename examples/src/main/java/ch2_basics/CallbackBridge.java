// A future makes an awaitable of an old interface with callbacks. (L2.T12, N.T03)
import static asyncio.Asyncio.*;

import asyncio.task.Future;

void main() {
  run(this::program);
}

void program() {
  IO.println("got " + fetch("page").await());
}

Future<String> fetch(String name) {
  Future<String> answer = createFuture();
  fetchWithCallback(name, answer::setResult);
  return answer;
}

/** Stands for a library that calls back later. */
void fetchWithCallback(String name, Consumer<String> whenDone) {
  getRunningLoop().callLater(seconds(1), () -> whenDone.accept(name + " content"));
}
