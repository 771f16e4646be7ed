package asyncio.http.wire;

import asyncio.http.Header;
import asyncio.http.Json;
import asyncio.http.JsonException;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpParser;

/**
 * Loads what takes long to load beside the loop, which would stand still when it is first needed:
 * Jetty's tables of headers and media types, and the classes that read and write JSON. Any thread.
 */
public final class Preloading {

  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private Preloading() {}

  /**
   * Starts it, once in a JVM, in a thread of its own; sessions and servers do that when they are
   * made. Who needs something before it is loaded waits for it.
   */
  public static void start() {
    if (STARTED.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("asyncio-http-preloading").start(Preloading::load);
    }
  }

  private static void load() {
    Header any = new Header("any", "record");
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      lookup.ensureInitialized(HttpParser.class); // needed first, by every message
      lookup.ensureInitialized(HttpGenerator.class);
      Json.DEFAULT.read(Json.DEFAULT.write(any), Header.class);
    } catch (IllegalAccessException | JsonException e) {
      throw new IllegalStateException("these classes are public, and JSON goes there and back", e);
    }
  }
}
