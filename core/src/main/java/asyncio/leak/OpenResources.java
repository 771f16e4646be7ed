package asyncio.leak;

import asyncio.task.EventLoop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a loop's pipes and processes hold open: threads, descriptors, running programs. It ends with
 * the loop. Loop thread only.
 */
public final class OpenResources implements AutoCloseable {

  /** Ends with its loop if nobody ends it before. */
  public interface Resource {

    /** Ends at once, without waiting. */
    void close();

    /** What has to be ended by the program, or null if it ends by itself. */
    default @Nullable Leftover leftover() {
      return null;
    }
  }

  /**
   * A resource that the program should have ended.
   *
   * @param name what it is, for a message
   * @param started its stack trace says where it was started
   */
  public record Leftover(String name, Throwable started) {}

  private final Set<Resource> open = new LinkedHashSet<>();

  private OpenResources() {}

  /** Those of a loop. */
  public static OpenResources of(EventLoop loop) {
    return loop.service(OpenResources.class, _ -> new OpenResources());
  }

  /** Holds a resource until {@link #remove}. */
  public void add(Resource resource) {
    open.add(resource);
  }

  /** The resource has ended. */
  public void remove(Resource resource) {
    open.remove(resource);
  }

  /** What the program should have ended, in the order of its start. */
  public List<Leftover> leftovers() {
    return open.stream().map(Resource::leftover).filter(Objects::nonNull).toList();
  }

  /** Called when the loop closes. */
  @Override
  public void close() {
    List.copyOf(open).forEach(Resource::close);
  }
}
