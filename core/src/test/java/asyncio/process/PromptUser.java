package asyncio.process;

import static asyncio.Asyncio.openStandardInput;
import static asyncio.Asyncio.run;

import asyncio.stream.Connection;
import java.io.IOException;

/** A program for a terminal: tells its mode at each moment of a prompt. */
final class PromptUser {

  private PromptUser() {}

  static void main() {
    run(
        () -> {
          tellMode("at first");
          try (Connection _ = openStandardInput()) {
            Prompt.open("never> ").close();
          } catch (IllegalStateException refused) {
            tellMode("refused");
          }
          try (Prompt prompt = Prompt.open("> ")) {
            tellMode("open");
            System.out.println("typed: " + prompt.readLine());
          }
          tellMode("closed");
        });
  }

  private static void tellMode(String moment) throws IOException {
    System.out.print(moment + ": ");
    System.out.flush();
    new ProcessBuilder("stty", "-g").inheritIO().start().onExit().join();
  }
}
