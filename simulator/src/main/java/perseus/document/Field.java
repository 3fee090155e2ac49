package perseus.document;

/**
 * A key of a mapping: declared once, used to read, check and describe documents.
 *
 * @param name key
 * @param type of its value
 * @param required whether a document must state it
 * @param fallback value where it is not stated; null = none
 * @param description one sentence for the schema
 */
public record Field<T>(
    String name, ValueType<T> type, boolean required, T fallback, String description) {
  public static <T> Field<T> required(String name, ValueType<T> type, String description) {
    return new Field<>(name, type, true, null, description);
  }

  /** A field whose value is {@code null} where it is not stated. */
  public static <T> Field<T> optional(String name, ValueType<T> type, String description) {
    return new Field<>(name, type, false, null, description);
  }

  public static <T> Field<T> optional(
      String name, ValueType<T> type, T fallback, String description) {
    return new Field<>(name, type, false, fallback, description);
  }
}
