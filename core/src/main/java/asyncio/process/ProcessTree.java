package asyncio.process;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process and what it has started, and what these have started: what a shell leaves running when
 * it ends. If it leads a {@link ProcessGroup}, that belongs to it as well. Any thread, one at a
 * time; it reads the system's list of processes.
 *
 * <p>Descendants are remembered: one whose parent has ended is found at most in the group.
 */
final class ProcessTree {

  private final ProcessHandle root;
  private final @Nullable ProcessGroup group;
  private final Set<ProcessHandle> descendants = new LinkedHashSet<>();

  ProcessTree(ProcessHandle root) {
    this.root = root;
    this.group = ProcessGroup.ledBy(root);
    findDescendants();
  }

  private void findDescendants() {
    List<ProcessHandle> known = Stream.concat(Stream.of(root), descendants.stream()).toList();
    known.forEach(handle -> handle.descendants().forEach(descendants::add));
    if (group != null) {
      group.others().forEach(descendants::add);
    }
  }

  /** Asks each to end, the descendants first. */
  void terminate() {
    descendants.forEach(ProcessHandle::destroy);
    root.destroy();
  }

  /** Ends each, the newest as well. */
  ProcessTree kill() {
    findDescendants();
    root.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
    return this;
  }

  /**
   * Whether a descendant is still at work. A zombie, which has ended and waits for a parent that
   * asks, has no program any more.
   */
  boolean hasDescendants() {
    return descendants.stream()
        .anyMatch(handle -> handle.isAlive() && handle.info().command().isPresent());
  }
}
