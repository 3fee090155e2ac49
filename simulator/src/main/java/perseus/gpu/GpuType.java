package perseus.gpu;

import java.util.List;

/**
 * A kind of GPU, or a MIG slice of one.
 *
 * @param name canonical name, e.g. {@code A100-SXM-80GB} or {@code A100-SXM-80GB/2g.20gb}
 * @param memoryBytes capacity on the data sheet (binary gigabytes). The driver keeps some of it,
 *     and ECC a sixteenth where GDDR carries it, so a real server has 2-7 % less
 * @param multiprocessors streaming multiprocessors
 * @param aliases other names under which price lists and measurement tables know it, canonical
 *     spelling excluded
 * @param source where the figures come from
 */
public record GpuType(
    String name, long memoryBytes, int multiprocessors, List<String> aliases, String source) {
  public GpuType {
    aliases = List.copyOf(aliases);
    if (memoryBytes <= 0 || multiprocessors <= 0) {
      throw new IllegalArgumentException("A GPU type needs memory and multiprocessors: " + name);
    }
  }
}
