// A context variable has one value in each task: a request knows its number wherever it is.
import static asyncio.Asyncio.*;

import asyncio.context.ContextVar;

static final ContextVar<Integer> REQUEST = ContextVar.of("request");

void main() {
  run(() -> gather(() -> serve(1), () -> serve(2)));
}

void serve(int number) {
  REQUEST.set(number);
  log("begins");
  sleep(seconds(number)); // the other request runs meanwhile
  createTask(() -> log("is served by a task of its own")).await();
  toThread(() -> log("is in a thread"));
}

void log(String text) {
  IO.println("request " + REQUEST.get() + " " + text);
}
