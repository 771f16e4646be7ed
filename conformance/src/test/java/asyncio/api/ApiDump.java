package asyncio.api;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes down the public API of a module: the public and protected types of its exported packages
 * with their members, sorted, one per line. The class files are those on the class path; the
 * module's descriptor beside them says what is exported.
 */
final class ApiDump {

  private ApiDump() {}

  /** The API of the module that a class belongs to. */
  static List<String> of(Class<?> anyOfItsTypes) throws IOException, URISyntaxException {
    URI location = anyOfItsTypes.getProtectionDomain().getCodeSource().getLocation().toURI();
    ModuleReference module = ModuleFinder.of(Path.of(location)).findAll().iterator().next();
    List<String> lines = new ArrayList<>();
    for (Class<?> type : visibleTypes(module)) {
      lines.add(describe(type));
      members(type).forEach(member -> lines.add("  " + describe(member)));
    }
    return lines;
  }

  private static List<Class<?>> visibleTypes(ModuleReference module) throws IOException {
    Set<String> exported =
        module.descriptor().exports().stream()
            .filter(export -> !export.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
    try (ModuleReader reader = module.open();
        Stream<String> files = reader.list()) {
      return files
          .filter(file -> file.endsWith(".class"))
          .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
          .filter(name -> exported.contains(name.substring(0, Math.max(0, name.lastIndexOf('.')))))
          .sorted()
          .<Class<?>>map(ApiDump::load)
          .filter(ApiDump::isVisible)
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ApiDump.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("a module's class is not on the class path", e);
    }
  }

  private static boolean isVisible(Class<?> type) {
    return isVisible(type.getModifiers())
        && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  // ---- types

  private static String describe(Class<?> type) {
    var text = new StringBuilder(modifiers(type)).append(kind(type)).append(' ');
    text.append(type.getName()).append(typeParameters(type.getTypeParameters()));
    AnnotatedType superclass = type.getAnnotatedSuperclass();
    if (superclass != null && superclass.getType() != Object.class) {
      text.append(" extends ").append(name(superclass));
    }
    String relation = type.isInterface() ? " extends " : " implements ";
    text.append(list(relation, type.getAnnotatedInterfaces()));
    if (type.isSealed()) {
      text.append(
          Arrays.stream(type.getPermittedSubclasses())
              .map(Class::getName)
              .collect(joining(", ", " permits ", "")));
    }
    return text.toString();
  }

  private static String modifiers(Class<?> type) {
    String modifiers = modifiers(type.accessFlags());
    return type.isInterface() ? modifiers.replace("abstract ", "") : modifiers;
  }

  private static String kind(Class<?> type) {
    if (type.isRecord()) {
      return "record";
    } else if (type.isEnum()) {
      return "enum";
    }
    return type.isInterface() ? "interface" : "class";
  }

  /** By name, and overloads by their text. */
  private static Stream<Member> members(Class<?> type) {
    return Stream.<Member[]>of(
            type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
        .flatMap(Arrays::stream)
        .filter(ApiDump::isShown)
        .sorted(Comparator.comparing(Member::getName).thenComparing(ApiDump::describe));
  }

  private static boolean isShown(Member member) {
    return isVisible(member.getModifiers()) && !member.isSynthetic();
  }

  // ---- members

  private static String describe(Member member) {
    return switch (member) {
      case Field field -> describe(field);
      case Constructor<?> constructor -> describe(constructor);
      case Method method -> describe(method);
      default -> throw new IllegalArgumentException("an unknown kind of member: " + member);
    };
  }

  private static String describe(Field field) {
    return modifiers(field.accessFlags()) + name(field.getAnnotatedType()) + " " + field.getName();
  }

  private static String describe(Constructor<?> constructor) {
    return modifiers(constructor.accessFlags()) + signature(constructor, "<init>");
  }

  private static String describe(Method method) {
    String typeParameters = typeParameters(method.getTypeParameters());
    return modifiers(method.accessFlags())
        + (method.isDefault() ? "default " : "")
        + (typeParameters.isEmpty() ? "" : typeParameters + " ")
        + name(method.getAnnotatedReturnType())
        + " "
        + signature(method, method.getName());
  }

  private static String signature(Executable executable, String name) {
    return name
        + Arrays.stream(executable.getAnnotatedParameterTypes())
            .map(ApiDump::name)
            .collect(joining(", ", "(", ")"))
        + list(" throws ", executable.getAnnotatedExceptionTypes());
  }

  private static String modifiers(Set<AccessFlag> flags) {
    return Stream.of(
            AccessFlag.PUBLIC,
            AccessFlag.PROTECTED,
            AccessFlag.STATIC,
            AccessFlag.ABSTRACT,
            AccessFlag.FINAL)
        .filter(flags::contains)
        .map(flag -> flag.name().toLowerCase(Locale.ROOT) + " ")
        .collect(joining());
  }

  // ---- names

  private static String typeParameters(TypeVariable<?>[] variables) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables).map(ApiDump::describe).collect(joining(", ", "<", ">"));
  }

  private static String describe(TypeVariable<?> variable) {
    String bounds =
        Arrays.stream(variable.getAnnotatedBounds()).map(ApiDump::name).collect(joining(" & "));
    return bounds.equals("Object") ? variable.getName() : variable.getName() + " extends " + bounds;
  }

  private static String list(String keyword, AnnotatedType[] types) {
    return types.length == 0
        ? ""
        : Arrays.stream(types).map(ApiDump::name).collect(joining(", ", keyword, ""));
  }

  /** Nullness included; {@code java.lang} and the annotation's package are left out. */
  private static String name(AnnotatedType type) {
    return type.toString()
        .replace("@org.jspecify.annotations.Nullable()", "@Nullable")
        .replaceAll("\\bjava\\.lang\\.(?=[A-Z@])", "");
  }
}
