package perseus.document;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One reading of a document: its problems, its files, the names it declares and refers to. */
public final class Reading {
  private final Path folder;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Map<String, String>> declared = new LinkedHashMap<>();
  private final List<Reference> references = new ArrayList<>();
  private final Map<Path, InputFile> files = new LinkedHashMap<>();

  private record Reference(String kind, String name, String path) {}

  /**
   * @param folder where relative paths of the document start
   */
  public Reading(Path folder) {
    this.folder = folder;
  }

  public void problem(String path, String message) {
    problem(path, message, "");
  }

  public void problem(String path, String message, String hint) {
    problems.add(new Problem(path, message, hint));
  }

  public void add(Problem problem) {
    problems.add(problem);
  }

  public int problemCount() {
    return problems.size();
  }

  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Declares a name of a kind ({@code model}, {@code server} …); a second time is a problem. */
  void declare(String kind, String name, String path) {
    String first =
        declared.computeIfAbsent(kind, k -> new LinkedHashMap<>()).putIfAbsent(name, path);
    if (first != null) {
      problem(path, "the %s '%s' is already declared at %s".formatted(kind, name, first));
    }
  }

  /** Notes a use of a name, checked by {@link #resolveReferences} when all are declared. */
  public void refer(String kind, String name, String path) {
    references.add(new Reference(kind, name, path));
  }

  /** Reports every reference to a name that nothing declares. */
  public void resolveReferences() {
    for (Reference r : references) {
      Map<String, String> names = declared.getOrDefault(r.kind(), Map.of());
      if (!names.containsKey(r.name())) {
        problem(
            r.path(),
            "no %s '%s'".formatted(r.kind(), r.name()),
            Names.suggest(r.name(), names.keySet()));
      }
    }
    references.clear();
  }

  /** The path relative to the document's folder. */
  public Path resolve(String path) {
    return folder.resolve(path).normalize();
  }

  /** Remembers a file for the manifest; a file read twice is listed once. */
  public void read(InputFile file) {
    files.putIfAbsent(file.path(), file);
  }

  /** Files read, in the order of first use. */
  public List<InputFile> files() {
    return List.copyOf(files.values());
  }

  /** A value as shown in messages: short, on one line. */
  public static String shown(JsonNode node) {
    if (node.isObject()) {
      return "a mapping";
    }
    if (node.isArray()) {
      return "a list";
    }
    if (node.isNull() || node.isMissingNode()) {
      return "empty";
    }
    String text = node.isString() ? "'" + node.stringValue() + "'" : node.asString();
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= 60 ? line : line.substring(0, 57) + "...";
  }
}
