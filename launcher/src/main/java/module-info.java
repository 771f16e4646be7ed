/** Runs programs of one source file; the script {@code ./asyncio} starts it. */
module asyncio.launcher {
  requires asyncio;
  requires jdk.compiler;
  requires static org.jspecify;
}
