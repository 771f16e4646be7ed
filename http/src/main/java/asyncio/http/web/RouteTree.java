package asyncio.http.web;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The routes of an application as a tree of path segments. At each node a request tries the literal
 * segment first, then the parameters in the order of {@link SegmentType}, then what takes the rest;
 * and it goes back if the way ends. So the most special route wins, whatever was added first, and
 * no node is visited twice.
 */
final class RouteTree {

  /** Stands for every method that has no route of its own. */
  static final String ANY_METHOD = "*";

  /** What leads to a handler or to another application. */
  sealed interface Target permits Route, Mount {

    RoutePattern pattern();
  }

  /** A handler for a method and a pattern. */
  record Route(String method, RoutePattern pattern, Handler handler) implements Target {}

  /** An application for all that is below a pattern. */
  record Mount(RoutePattern pattern, Application application) implements Target {}

  /**
   * Where a request has come to.
   *
   * @param depth how many segments the pattern has used up
   */
  record Match(Target target, Map<String, Object> parameters, int depth) {}

  /** A segment, and those that may come after it. */
  private static final class Node {

    final Map<String, Node> literals = new HashMap<>();
    final Map<SegmentType, Node> parameters = new EnumMap<>(SegmentType.class);
    @Nullable Node rest;
    final NavigableMap<String, Route> routes = new TreeMap<>();
    @Nullable Mount mount;
  }

  private final Node root = new Node();

  // ---- adding

  /**
   * Adds a route.
   *
   * @throws IllegalArgumentException if a request could not tell it from another
   */
  void add(Route route) {
    Node node = grow(route.pattern());
    Route before = node.routes.putIfAbsent(route.method(), route);
    if (before != null) {
      throw ambiguous(
          route.method() + " " + route.pattern(), before.method() + " " + before.pattern());
    }
  }

  /**
   * Adds an application.
   *
   * @throws IllegalArgumentException if something else takes all that is below the pattern
   */
  void add(Mount mount) {
    Node node = grow(mount.pattern());
    if (node.mount != null) {
      throw ambiguous("the application at " + mount.pattern(), "that at " + node.mount.pattern());
    }
    node.mount = mount;
  }

  private Node grow(RoutePattern pattern) {
    Node node = root;
    for (RoutePattern.Segment segment : pattern.segments()) {
      node =
          switch (segment) {
            case RoutePattern.Literal literal ->
                node.literals.computeIfAbsent(literal.text(), _ -> new Node());
            case RoutePattern.Parameter parameter -> growParameter(node, parameter, pattern);
            case RoutePattern.Rest _ -> growRest(node);
          };
    }
    return node;
  }

  private static Node growRest(Node node) {
    Node rest = node.rest == null ? new Node() : node.rest;
    node.rest = rest;
    return rest;
  }

  private static Node growParameter(
      Node node, RoutePattern.Parameter parameter, RoutePattern pattern) {
    for (SegmentType other : node.parameters.keySet()) {
      if (parameter.type().isLike(other)) {
        throw new IllegalArgumentException(
            "at one place of a path a parameter is either int or long; '"
                + parameter.name()
                + "' of "
                + pattern
                + " is "
                + parameter.type().word()
                + ", and another route says "
                + other.word());
      }
    }
    return node.parameters.computeIfAbsent(parameter.type(), _ -> new Node());
  }

  private static IllegalArgumentException ambiguous(String added, String before) {
    return new IllegalArgumentException(
        "a request could not tell " + added + " from " + before + "; remove one of them");
  }

  // ---- finding

  /** Where a request goes, or null if there is no route for it. */
  @Nullable Match find(String method, List<String> segments) {
    return new Search(method, segments).visit(root, 0);
  }

  /** The methods of a path, as the header {@code Allow} names them; empty if there is none. */
  String allowed(List<String> segments) {
    Search search = new Search("", segments);
    search.visit(root, 0);
    return search.allowed();
  }

  /** One request on its way. */
  private static final class Search {

    private final String method;
    private final List<String> segments;
    private final List<Object> values = new ArrayList<>(2);
    private final TreeSet<String> methods = new TreeSet<>();

    Search(String method, List<String> segments) {
      this.method = method;
      this.segments = segments;
    }

    @Nullable Match visit(Node node, int depth) {
      Match match = depth == segments.size() ? route(node, depth) : below(node, depth);
      return match == null && node.mount != null ? match(node.mount, depth) : match;
    }

    private @Nullable Match below(Node node, int depth) {
      String segment = segments.get(depth);
      Node literal = node.literals.get(segment);
      Match match = literal == null ? null : visit(literal, depth + 1);
      for (Map.Entry<SegmentType, Node> parameter : node.parameters.entrySet()) {
        if (match == null) {
          match = visitParameter(parameter.getKey().parse(segment), parameter.getValue(), depth);
        }
      }
      if (match == null && node.rest != null) {
        match = visitRest(node.rest, depth);
      }
      return match;
    }

    private @Nullable Match visitParameter(@Nullable Object value, Node node, int depth) {
      if (value == null) {
        return null;
      }
      values.add(value);
      Match match = visit(node, depth + 1);
      if (match == null) {
        values.removeLast();
      }
      return match;
    }

    private @Nullable Match visitRest(Node node, int depth) {
      values.add(String.join("/", segments.subList(depth, segments.size())));
      Match match = route(node, segments.size());
      if (match == null) {
        values.removeLast();
      }
      return match;
    }

    private @Nullable Match route(Node node, int depth) {
      Route route = node.routes.get(method);
      if (route == null && method.equals("HEAD")) {
        route = node.routes.get("GET");
      }
      if (route == null) {
        route = node.routes.get(ANY_METHOD);
      }
      methods.addAll(node.routes.keySet());
      return route == null ? null : match(route, depth);
    }

    private Match match(Target target, int depth) {
      Map<String, Object> parameters = HashMap.newHashMap(values.size());
      List<String> names = target.pattern().names();
      for (int i = 0; i < names.size(); i++) {
        parameters.put(names.get(i), values.get(i));
      }
      return new Match(target, parameters, depth);
    }

    String allowed() {
      if (methods.isEmpty()) {
        return "";
      }
      if (methods.contains("GET")) {
        methods.add("HEAD");
      }
      methods.add("OPTIONS");
      methods.remove(ANY_METHOD);
      return String.join(", ", methods);
    }
  }
}
