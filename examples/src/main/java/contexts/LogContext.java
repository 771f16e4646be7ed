// A logging context (an MDC) that lives in a context variable instead of a thread local: each task
// has its own, and tasks, callbacks and toThread begin with what their creator had. SLF4J's
// MDCAdapter and Log4j's ThreadContextMap let such a store be put in.
import static asyncio.Asyncio.*;

import asyncio.context.ContextVar;

static final ContextVar<Map<String, String>> ENTRIES = ContextVar.of("log context", Map.of());

void main() {
  run(() -> gather(() -> serve("ann", 2), () -> serve("bob", 3)));
}

void serve(String user, int seconds) {
  put("user", user);
  log("arrives");
  createTask(this::readPage).await();
  getRunningLoop().callLater(seconds(1), () -> log("is called back"));
  sleep(seconds(seconds));
  toThread(() -> log("works in a thread"));
  log("leaves"); // the page of the task is not in this context
}

void readPage() {
  put("page", "index");
  sleep(seconds(1));
  log("reads");
}

/** The store never changes a map: other contexts may share it. */
void put(String key, String value) {
  Map<String, String> entries = new TreeMap<>(ENTRIES.get());
  entries.put(key, value);
  ENTRIES.set(Collections.unmodifiableMap(entries));
}

void log(String text) {
  IO.println(ENTRIES.get() + " " + text);
}
