package asyncio.process;

import asyncio.task.EventLoop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a loop's pipes and processes hold open: threads, descriptors, running programs. It ends with
 * the loop. Loop thread only.
 */
final class OpenResources implements AutoCloseable {

  /** Ends at once, without waiting. */
  interface Resource {
    void close();
  }

  private final Set<Resource> open = new LinkedHashSet<>();

  private OpenResources() {}

  static OpenResources of(EventLoop loop) {
    return loop.service(OpenResources.class, _ -> new OpenResources());
  }

  void add(Resource resource) {
    open.add(resource);
  }

  void remove(Resource resource) {
    open.remove(resource);
  }

  @Override
  public void close() {
    List.copyOf(open).forEach(Resource::close);
  }
}
