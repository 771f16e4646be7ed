package asyncio.conformance.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.conformance.RealTimeScenario;
import asyncio.process.ProcessOptions;
import asyncio.process.Stdio;

/** A scenario with processes. */
abstract class ProcessScenario extends RealTimeScenario {

  /** Output into a pipe. */
  static final ProcessOptions OUTPUT = ProcessOptions.DEFAULT.withStdout(Stdio.PIPE);

  /** Input and output through pipes. */
  static final ProcessOptions BOTH = OUTPUT.withStdin(Stdio.PIPE);

  /** A text without the white space around it, as {@code str.strip}. */
  static String text(byte[] bytes) {
    return new String(bytes, UTF_8).strip();
  }
}
