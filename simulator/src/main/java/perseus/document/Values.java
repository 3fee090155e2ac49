package perseus.document;

import java.util.Map;

/** The values of a mapping's fields, all of them of the declared types. */
public final class Values {
  private final Map<String, Object> byName;
  private final String path;
  private final Reading reading;

  Values(Map<String, Object> byName, String path, Reading reading) {
    this.byName = byName;
    this.path = path;
    this.reading = reading;
  }

  /** The field's value, its fallback where the document does not state it. */
  @SuppressWarnings("unchecked") // put there by the field's own type
  public <T> T get(Field<T> field) {
    return byName.containsKey(field.name()) ? (T) byName.get(field.name()) : field.fallback();
  }

  /** Whether the document states the field. */
  public boolean has(Field<?> field) {
    return byName.containsKey(field.name());
  }

  /** Path of the mapping. */
  public String path() {
    return path;
  }

  /** Path of a field of the mapping. */
  public String path(Field<?> field) {
    return ObjectType.join(path, field.name());
  }

  public Reading reading() {
    return reading;
  }

  /** Reports a problem at a field. */
  public void problem(Field<?> field, String message, String hint) {
    reading.problem(path(field), message, hint);
  }
}
