package asyncio.examples;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An example program: a compact source file, whose class has the file's name and no package.
 *
 * @param source the file, below the folder of all examples
 */
record Example(Path source) {

  private static final Path FOLDER = Path.of("src", "main", "java");

  /** Every example but those of the folder {@code start}, which have a test of their own. */
  static List<Example> all() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .map(FOLDER::relativize)
          .filter(file -> file.toString().endsWith(".java") && !file.startsWith("start"))
          .sorted()
          .map(Example::new)
          .toList();
    }
  }

  static Example named(String name) throws IOException {
    return all().stream().filter(example -> example.name().equals(name)).findFirst().orElseThrow();
  }

  /** The name of the file and of the class. */
  String name() {
    return source.getFileName().toString().replace(".java", "");
  }

  /** Folder and name, as documents write it. */
  String path() {
    return source.getParent() + "/" + name();
  }

  List<String> sourceLines() throws IOException {
    return Files.readAllLines(FOLDER.resolve(source));
  }

  /** The number of the only line that contains a text. */
  int lineOf(String text) throws IOException {
    List<String> lines = sourceLines();
    List<Integer> found =
        IntStream.range(0, lines.size()).filter(i -> lines.get(i).contains(text)).boxed().toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(text + " is on " + found.size() + " lines of " + source);
    }
    return found.getFirst() + 1;
  }

  /** Runs the program as the launcher would. */
  void main(String... arguments) throws Exception {
    Class<?> program = Class.forName(name());
    Method main = mainOf(program);
    main.setAccessible(true);
    try {
      Object object = Modifier.isStatic(main.getModifiers()) ? null : instanceOf(program);
      if (main.getParameterCount() == 0) {
        main.invoke(object);
      } else {
        main.invoke(object, (Object) arguments);
      }
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static Object instanceOf(Class<?> program) throws ReflectiveOperationException {
    var constructor = program.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  private static Method mainOf(Class<?> program) {
    return Stream.of(program.getDeclaredMethods())
        .filter(method -> method.getName().equals("main"))
        .findFirst()
        .orElseThrow();
  }
}
