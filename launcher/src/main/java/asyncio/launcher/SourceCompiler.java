package asyncio.launcher;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Compiles one source file in memory, by the rules of {@code java PROGRAM.java}: the main class is
 * the first one, and a public class need not be named like its file. One use, one thread.
 */
final class SourceCompiler {

  private final Path source;
  private final Map<String, ByteArrayOutputStream> output = new HashMap<>();
  private @Nullable String mainClass;
  private int errors;

  private SourceCompiler(Path source) {
    this.source = source;
  }

  /**
   * Compiles against the modules of the JDK and the library.
   *
   * @param library a module path
   * @throws LaunchException if there are errors, which have been printed
   */
  static Program compile(Path source, byte[] text, String library) throws LaunchException {
    return new SourceCompiler(source).compile(text, library);
  }

  private Program compile(byte[] text, String library) throws LaunchException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-proc:none",
            "-Xlint:none",
            "--module-path",
            library,
            "--add-modules",
            "ALL-MODULE-PATH");
    var files = new Output(javac.getStandardFileManager(this::report, null, null));
    var units = List.of(new Source(source, new String(text, StandardCharsets.UTF_8)));
    var task = (JavacTask) javac.getTask(null, files, this::report, options, null, units);
    task.addTaskListener(new MainClassFinder());
    if (!task.call()) {
      throw new LaunchException(errors == 1 ? "1 error" : errors + " errors");
    }
    if (mainClass == null) {
      throw new LaunchException(source + " declares no class; add void main() { … }");
    }
    Map<String, byte[]> classes = new HashMap<>();
    output.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return new Program(mainClass, classes);
  }

  /** Warnings would come only at the first start, so they are left to other tools. */
  private void report(Diagnostic<? extends JavaFileObject> diagnostic) {
    if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
      errors++;
      System.err.println(diagnostic);
    }
  }

  private final class MainClassFinder implements TaskListener {

    @Override
    public void started(TaskEvent event) {
      if (event.getKind() == TaskEvent.Kind.ANALYZE && mainClass == null) {
        TypeElement type = event.getTypeElement();
        mainClass = type.getQualifiedName().toString();
      }
    }
  }

  /** The text that the cache compares, whatever happens to the file meanwhile. */
  private static final class Source extends SimpleJavaFileObject {

    private final Path path;
    private final String text;

    Source(Path path, String text) {
      super(path.toUri(), Kind.SOURCE);
      this.path = path;
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    /** As the user has typed it, for javac's messages. */
    @Override
    public String getName() {
      return path.toString();
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return kind == Kind.SOURCE && SourceVersion.isIdentifier(simpleName);
    }
  }

  private final class Output extends ForwardingJavaFileManager<StandardJavaFileManager> {

    Output(StandardJavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:/" + className), kind) {
        @Override
        public OutputStream openOutputStream() throws IOException {
          return output.computeIfAbsent(className, name -> new ByteArrayOutputStream());
        }
      };
    }
  }
}
