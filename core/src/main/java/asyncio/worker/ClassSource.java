package asyncio.worker;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where classes come from that the worker does not have. */
@FunctionalInterface
interface ClassSource {

  /** The bytes of a class, or null if there is none of this name. */
  byte @Nullable [] find(String name) throws IOException;
}
