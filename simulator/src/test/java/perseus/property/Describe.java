package perseus.property;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.List;
import perseus.kernel.LatencyHistogram;

/**
 * Text of records with the contents of arrays and histograms, to print a system and to compare two
 * results byte by byte.
 */
final class Describe {
  private Describe() {}

  static String value(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof LatencyHistogram h) {
      return "%d×%s min %d max %d p50 %s p99 %s"
          .formatted(h.count(), h.mean(), h.min(), h.max(), h.percentile(50), h.percentile(99));
    }
    StringBuilder text = new StringBuilder();
    if (value instanceof List<?> list) {
      list.forEach(item -> text.append(text.isEmpty() ? "" : ", ").append(value(item)));
      return "[" + text + "]";
    }
    if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        text.append(i == 0 ? "" : ", ").append(Array.get(value, i));
      }
      return "[" + text + "]";
    }
    if (value.getClass().isRecord()) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        text.append(text.isEmpty() ? "" : ", ").append(component.getName()).append('=');
        text.append(value(read(component, value)));
      }
      return value.getClass().getSimpleName() + "(" + text + ")";
    }
    if (value.getClass().isSynthetic() || value.getClass().isHidden()) {
      return "function";
    }
    return value.toString();
  }

  private static Object read(RecordComponent component, Object of) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
