package perseus.gpu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The GPUs whose memory and multiprocessors are known. Adding one is one line in {@link #TYPES}.
 *
 * <p>Names are compared without regard to case, blanks, hyphens and underscores, and a leading
 * {@code NVIDIA}, {@code Tesla}, {@code GeForce} or {@code Quadro} is ignored. A name without the
 * memory size stands for the variant named in that line's aliases.
 */
public final class GpuCatalogue {
  private static final long GIB = 1L << 30;

  private static final List<GpuType> TYPES =
      List.of(
          type("K80", 12, 13, "data sheet, one of its two GPUs"),
          type("M60", 8, 16, "data sheet, one of its two GPUs"),
          type("P4", 8, 20, "data sheet: GP104, 2,560 cores"),
          type("P100", 16, 56, "data sheet: GP100, 3,584 cores", "P100-16GB"),
          type("V100-SXM2-16GB", 16, 80, "data sheet", "V100-16GB", "V100"),
          type("V100-SXM2-32GB", 32, 80, "data sheet", "V100-32GB"),
          type("T4", 16, 40, "data sheet"),
          type("T4G", 16, 40, "AWS G5g: T4 beside Graviton"),
          type("RTX 2080 Ti", 11, 68, "data sheet: TU102, 4,352 cores", "2080 Ti"),
          type("TITAN RTX", 24, 72, "data sheet: TU102, 4,608 cores"),
          type("A2", 16, 10, "data sheet: GA107, 1,280 cores"),
          type("A10", 24, 72, "data sheet: GA102, 9,216 cores"),
          type("A10G", 24, 80, "AWS G5: 80 RT cores, one per multiprocessor"),
          type("A16", 16, 10, "data sheet, one of its four GPUs"),
          type("A30", 24, 56, "Ampere A30 data sheet: 3,584 cores"),
          type("A40", 48, 84, "data sheet: GA102, 10,752 cores"),
          type("A6000", 48, 84, "data sheet: GA102, 10,752 cores", "RTX A6000"),
          type("A100-SXM-40GB", 40, 108, "GA100 white paper", "A100-40GB", "A100-SXM4-40GB"),
          type(
              "A100-SXM-80GB",
              80,
              108,
              "GA100 white paper",
              "A100-80GB",
              "A100-SXM4-80GB",
              "A100-SXM4"),
          type("A100-PCIe-40GB", 40, 108, "GA100 white paper", "A100", "A100-PCIe"),
          type("A100-PCIe-80GB", 80, 108, "GA100 white paper"),
          type("L4", 24, 58, "data sheet: AD104, 7,424 cores"),
          type("L40S", 48, 142, "data sheet: AD102, 18,176 cores"),
          type(
              "H100-SXM-80GB", 80, 132, "GH100 white paper", "H100-80GB", "H100", "H100-SXM5-80GB"),
          type("H100-PCIe-80GB", 80, 114, "GH100 white paper", "H100-PCIe"),
          type("H100-NVL-94GB", 94, 132, "data sheet: 16,896 cores", "H100-94GB", "H100-NVL"),
          type("H200", 141, 132, "data sheet: 16,896 cores", "H200-SXM-141GB"));

  private static final Map<String, GpuType> BY_NAME = index();

  private GpuCatalogue() {}

  /** All types, oldest architecture first. */
  public static List<GpuType> types() {
    return TYPES;
  }

  /**
   * The type of that name or alias; {@code <gpu>/<profile>} gives the MIG slice, with the slice's
   * memory and multiprocessors.
   *
   * @param name e.g. {@code T4}, {@code NVIDIA A100-SXM-80GB}, {@code A100-80GB/1g.10gb}
   * @return empty if the catalogue has no such GPU, or the GPU no such slice
   */
  public static Optional<GpuType> find(String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return Optional.ofNullable(BY_NAME.get(canonical(name)));
    }
    GpuType whole = BY_NAME.get(canonical(name.substring(0, slash)));
    if (whole == null) {
      return Optional.empty();
    }
    String slice = name.substring(slash + 1).strip();
    return MigGeometry.of(whole.name())
        .flatMap(geometry -> geometry.profile(slice))
        .map(profile -> slice(whole, profile));
  }

  /** Canonical names, in the order of {@link #types()}: for messages and suggestions. */
  public static List<String> names() {
    return TYPES.stream().map(GpuType::name).toList();
  }

  private static GpuType slice(GpuType whole, MigGeometry.Profile profile) {
    return new GpuType(
        whole.name() + "/" + profile.name(),
        Math.round(whole.memoryBytes() * profile.memoryFraction()),
        profile.multiprocessors(),
        List.of(),
        "NVIDIA MIG user guide, supported MIG profiles");
  }

  private static GpuType type(
      String name, int gibibytes, int multiprocessors, String source, String... aliases) {
    return new GpuType(name, gibibytes * GIB, multiprocessors, List.of(aliases), source);
  }

  private static Map<String, GpuType> index() {
    Map<String, GpuType> index = new LinkedHashMap<>();
    for (GpuType type : TYPES) {
      List<String> names = new ArrayList<>(type.aliases());
      names.add(type.name());
      for (String name : names) {
        if (index.put(canonical(name), type) != null) {
          throw new IllegalStateException("Two GPU types are called " + name);
        }
      }
    }
    return index;
  }

  private static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT).strip();
    for (String brand : List.of("nvidia", "tesla", "geforce", "quadro")) {
      if (lower.startsWith(brand)) {
        lower = lower.substring(brand.length()).strip();
      }
    }
    return lower.replaceAll("[\\s_-]", "");
  }
}
