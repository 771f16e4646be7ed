package asyncio.task;

import java.util.HashMap;
import java.util.Map;

/** The signals that a loop handles. Loop thread only. */
final class SignalHandlers implements AutoCloseable {

  private final EventLoop loop;
  private final Map<String, Installed> installed = new HashMap<>();

  private record Installed(Handler handler, Runnable restore) {}

  SignalHandlers(EventLoop loop) {
    this.loop = loop;
  }

  /** Brings one signal's callback to the loop, unless it was taken back meanwhile. */
  private final class Handler implements Runnable {

    private final Handle callback;
    private volatile boolean removed;

    Handler(Handle callback) {
      this.callback = callback;
    }

    /** On a thread of the JVM. */
    @Override
    public void run() {
      if (!removed && !loop.isClosed()) {
        loop.scheduler().addThreadsafe(callback);
      }
    }

    void remove() {
      removed = true;
      callback.cancel();
    }
  }

  void add(String name, Handle callback) {
    String signal = Signals.normalize(name);
    Handler handler = new Handler(callback);
    Runnable restore = Signals.handle(signal, handler);
    Installed previous = installed.get(signal);
    if (previous != null) {
      previous.handler().remove();
      restore = previous.restore(); // to what was before this loop came
    }
    installed.put(signal, new Installed(handler, restore));
  }

  boolean remove(String name) {
    Installed present = installed.remove(Signals.normalize(name));
    if (present == null) {
      return false;
    }
    present.restore().run();
    present.handler().remove();
    return true;
  }

  @Override
  public void close() {
    installed.values().forEach(present -> present.restore().run());
    installed.clear();
  }
}
