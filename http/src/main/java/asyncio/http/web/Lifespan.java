package asyncio.http.web;

import asyncio.resource.ExitStack;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an application does before the first request, and undoes in reverse after the last. */
final class Lifespan {

  /** Does something, and adds what undoes it. */
  @FunctionalInterface
  interface Step {

    void run(ExitStack exits) throws Exception;
  }

  private final List<Step> steps = new ArrayList<>();
  private @Nullable ExitStack running;

  void add(Step step) {
    steps.add(step);
  }

  void checkNotStarted() {
    if (running != null) {
      throw new IllegalStateException(
          "this application runs already: it is set up before, and by one server at a time; make"
              + " an application for each loop");
    }
  }

  void start() throws Exception {
    checkNotStarted();
    ExitStack exits = new ExitStack();
    running = exits;
    try {
      for (Step step : steps) {
        step.run(exits);
      }
    } catch (Throwable failure) {
      running = null;
      exits.exit(failure);
      throw failure;
    }
  }

  void stop() {
    ExitStack exits = running;
    if (exits != null) {
      running = null;
      exits.close();
    }
  }
}
