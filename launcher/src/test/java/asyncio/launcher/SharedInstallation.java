package asyncio.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests that run programs one installation with everything built: that takes seconds. */
final class SharedInstallation implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Installation.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(Shared.class, type -> new Shared(), Shared.class)
        .installation;
  }

  private static final class Shared implements AutoCloseable {

    private final Path folder;
    private final Installation installation;

    Shared() {
      try {
        folder = Files.createTempDirectory("asyncio");
        installation = new Installation(folder);
        installation.installLibrary();
        installation.write("First.java", "void main() {}");
        installation.run("First.java"); // prepares fast starts, and says so
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException("cannot install the library", e);
      }
    }

    @Override
    public void close() throws IOException {
      installation.close();
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
