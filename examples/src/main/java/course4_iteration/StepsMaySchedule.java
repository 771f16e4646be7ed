// A step may start tasks: this iterator fetches a page while its user works on the one before.
// (J4.T08) Three pages of two seconds, and one second of work for each, take seven instead of nine.
import static asyncio.Asyncio.*;

import asyncio.iteration.AsyncIterator;
import asyncio.iteration.StopAsyncIteration;
import asyncio.task.Task;

static final int PAGES = 3;

void main() {
  run(this::program);
}

void program() {
  for (String page : new Pages()) {
    IO.println("got " + page);
    sleep(seconds(1)); // work
  }
}

static class Pages implements AsyncIterator<String> {

  private int started;
  private Task<String> next = startNext();

  @Override
  public String anext() {
    if (next == null) {
      throw new StopAsyncIteration();
    }
    String page = next.await();
    next = started < PAGES ? startNext() : null;
    return page;
  }

  private Task<String> startNext() {
    started++;
    int number = started;
    return createTask(() -> fetch(number));
  }

  private String fetch(int number) {
    sleep(seconds(2));
    return "page " + number;
  }
}
