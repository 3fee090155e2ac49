package perseus.gpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a GPU may be cut into MIG slices.
 *
 * <p>The device has a row of memory slices (8; A30: 4); a profile covers a run of them and may
 * start only at certain positions, which also keeps the compute slices within 7 (A30: 4). A
 * combination fits if its profiles can be laid out without overlap. Profiles, placements: NVIDIA
 * MIG user guide, "Supported MIG Profiles"; multiprocessors: {@code nvidia-smi mig -lgip} listings.
 *
 * @param gpu canonical name in {@link GpuCatalogue}
 * @param memorySlices memory slices of the whole device
 * @param profiles smallest first
 */
public record MigGeometry(String gpu, int memorySlices, List<Profile> profiles) {
  private static final List<Integer> ANY = List.of(0, 1, 2, 3, 4, 5, 6);
  private static final List<Integer> EVEN = List.of(0, 2, 4, 6);
  private static final List<Integer> PAIRS = List.of(0, 2, 4);
  private static final List<Integer> HALVES = List.of(0, 4);
  private static final List<Integer> FIRST = List.of(0);

  private static final Map<String, MigGeometry> BY_GPU = geometries();

  public MigGeometry {
    profiles = List.copyOf(profiles);
  }

  /**
   * A slice size.
   *
   * @param name e.g. {@code 2g.20gb}
   * @param computeSlices the number before {@code g}
   * @param memorySlices memory slices that it covers
   * @param starts memory slices at which it may start
   * @param multiprocessors SMs of the slice
   * @param memoryFraction fraction of the device's memory and L2 cache
   * @param multiprocessorFraction fraction of the whole device's SMs (not of the seven slices: an
   *     A100 has 108 SMs, its seven slices 98)
   * @param mediaEngines whether it takes the one set of media engines
   */
  public record Profile(
      String name,
      int computeSlices,
      int memorySlices,
      List<Integer> starts,
      int multiprocessors,
      double memoryFraction,
      double multiprocessorFraction,
      boolean mediaEngines) {
    public Profile {
      starts = List.copyOf(starts);
    }
  }

  /** The geometry of a GPU by canonical name; empty if it has no MIG or is not known. */
  public static Optional<MigGeometry> of(String gpu) {
    return Optional.ofNullable(BY_GPU.get(gpu));
  }

  /** Canonical names of the GPUs that can be cut. */
  public static List<String> gpus() {
    return List.copyOf(BY_GPU.keySet());
  }

  /** The profile of that name. */
  public Optional<Profile> profile(String name) {
    return profiles.stream().filter(p -> p.name().equalsIgnoreCase(name)).findFirst();
  }

  /**
   * Whether these slices fit on one device together.
   *
   * @param slices profile names, in any order; an empty list fits
   * @return one sentence per problem, empty if they fit
   */
  public List<String> check(List<String> slices) {
    List<String> problems = new ArrayList<>();
    List<Profile> wanted = new ArrayList<>();
    for (String slice : slices) {
      Optional<Profile> profile = profile(slice);
      if (profile.isPresent()) {
        wanted.add(profile.get());
      } else {
        problems.add(
            "%s has no MIG profile '%s'; it has %s"
                .formatted(
                    gpu, slice, String.join(", ", profiles.stream().map(Profile::name).toList())));
      }
    }
    if (!problems.isEmpty()) {
      return problems;
    }
    long media = wanted.stream().filter(Profile::mediaEngines).count();
    if (media > 1) {
      problems.add("%d slices ask for the media engines of %s; one can".formatted(media, gpu));
    }
    // Large profiles have the fewest places: trying them first keeps the search short.
    wanted.sort(Comparator.comparingInt(Profile::memorySlices).reversed());
    if (!place(wanted, 0, new boolean[memorySlices])) {
      int memory = wanted.stream().mapToInt(Profile::memorySlices).sum();
      int compute = wanted.stream().mapToInt(Profile::computeSlices).sum();
      problems.add(
          memory > memorySlices
              ? "the slices need %d of %s's %d memory slices".formatted(memory, gpu, memorySlices)
              : ("no layout on %s holds %s together (%d compute and %d memory slices would do, but"
                      + " profiles may start only at certain ones)")
                  .formatted(gpu, String.join(", ", slices), compute, memory));
    }
    return problems;
  }

  private static boolean place(List<Profile> wanted, int next, boolean[] taken) {
    if (next == wanted.size()) {
      return true;
    }
    Profile profile = wanted.get(next);
    for (int start : profile.starts()) {
      int end = start + profile.memorySlices();
      if (end > taken.length || anyTaken(taken, start, end)) {
        continue;
      }
      java.util.Arrays.fill(taken, start, end, true);
      if (place(wanted, next + 1, taken)) {
        return true;
      }
      java.util.Arrays.fill(taken, start, end, false);
    }
    return false;
  }

  private static boolean anyTaken(boolean[] taken, int start, int end) {
    for (int i = start; i < end; i++) {
      if (taken[i]) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, MigGeometry> geometries() {
    Map<String, MigGeometry> map = new LinkedHashMap<>();
    for (String gpu : List.of("A100-SXM-40GB", "A100-PCIe-40GB")) {
      add(
          map,
          new Builder(gpu, 8, 108)
              .profile("1g.5gb", 1, 1, ANY, 14)
              .profile("1g.5gb+me", 1, 1, ANY, 14)
              .profile("1g.10gb", 1, 2, EVEN, 14)
              .profile("2g.10gb", 2, 2, PAIRS, 28)
              .profile("3g.20gb", 3, 4, HALVES, 42)
              .profile("4g.20gb", 4, 4, FIRST, 56)
              .profile("7g.40gb", 7, 8, FIRST, 98));
    }
    for (String gpu : List.of("A100-SXM-80GB", "A100-PCIe-80GB")) {
      add(
          map,
          new Builder(gpu, 8, 108)
              .profile("1g.10gb", 1, 1, ANY, 14)
              .profile("1g.10gb+me", 1, 1, ANY, 14)
              .profile("1g.20gb", 1, 2, EVEN, 14)
              .profile("2g.20gb", 2, 2, PAIRS, 28)
              .profile("3g.40gb", 3, 4, HALVES, 42)
              .profile("4g.40gb", 4, 4, FIRST, 56)
              .profile("7g.80gb", 7, 8, FIRST, 98));
    }
    add(
        map,
        new Builder("A30", 4, 56)
            .profile("1g.6gb", 1, 1, List.of(0, 1, 2, 3), 14)
            .profile("1g.6gb+me", 1, 1, List.of(0, 1, 2, 3), 14)
            .profile("2g.12gb", 2, 2, List.of(0, 2), 28)
            .profile("2g.12gb+me", 2, 2, List.of(0, 2), 28)
            .profile("4g.24gb", 4, 4, FIRST, 56));
    add(
        map,
        new Builder("H100-SXM-80GB", 8, 132)
            .profile("1g.10gb", 1, 1, ANY, 16)
            .profile("1g.10gb+me", 1, 1, ANY, 16)
            .profile("1g.20gb", 1, 2, EVEN, 26)
            .profile("2g.20gb", 2, 2, PAIRS, 32)
            .profile("3g.40gb", 3, 4, HALVES, 60)
            .profile("4g.40gb", 4, 4, FIRST, 64)
            .profile("7g.80gb", 7, 8, FIRST, 132));
    return Collections.unmodifiableMap(map);
  }

  private static void add(Map<String, MigGeometry> map, Builder builder) {
    map.put(builder.gpu, new MigGeometry(builder.gpu, builder.memorySlices, builder.profiles));
  }

  private static final class Builder {
    private final String gpu;
    private final int memorySlices;
    private final int multiprocessors;
    private final List<Profile> profiles = new ArrayList<>();

    Builder(String gpu, int memorySlices, int multiprocessors) {
      this.gpu = gpu;
      this.memorySlices = memorySlices;
      this.multiprocessors = multiprocessors;
    }

    Builder profile(String name, int compute, int memory, List<Integer> starts, int sms) {
      profiles.add(
          new Profile(
              name,
              compute,
              memory,
              starts,
              sms,
              (double) memory / memorySlices,
              (double) sms / multiprocessors,
              name.endsWith("+me")));
      return this;
    }
  }
}
