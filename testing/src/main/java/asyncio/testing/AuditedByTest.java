package asyncio.testing;

import asyncio.task.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What else the audit of a loop asks about. Loop thread only. */
final class AuditedByTest {

  private final List<Supplier<? extends List<String>>> sources = new ArrayList<>();

  static AuditedByTest of(EventLoop loop) {
    return loop.service(AuditedByTest.class, _ -> new AuditedByTest());
  }

  void add(Supplier<? extends List<String>> leftovers) {
    sources.add(leftovers);
  }

  List<String> leftovers() {
    List<String> left = new ArrayList<>();
    sources.forEach(source -> left.addAll(source.get()));
    return left;
  }
}
