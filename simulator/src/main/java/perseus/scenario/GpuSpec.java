package perseus.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import perseus.document.Field;
import perseus.document.ObjectType;
import perseus.document.Quantities;
import perseus.document.Types;
import perseus.document.ValueType;
import perseus.document.Values;
import perseus.gpu.Sharing;

/**
 * Equal GPUs of a server.
 *
 * @param type as the scenario spells it
 * @param count ≥ 1
 * @param sharing how executions share a GPU, or a slice where there are any
 * @param slices MIG profiles of each GPU, empty = not cut
 * @param memoryBytes memory of each GPU or slice, 0 = as the catalogue says
 */
public record GpuSpec(
    String type, int count, Sharing sharing, List<String> slices, long memoryBytes) {
  private enum Mode {
    EXCLUSIVE,
    STREAMS,
    TIME_SLICED,
    MPS,
    MIG
  }

  private static final Map<String, Mode> MODES = new LinkedHashMap<>();
  private static final Map<String, Mode> SLICE_MODES = new LinkedHashMap<>();

  static {
    MODES.put("exclusive", Mode.EXCLUSIVE);
    MODES.put("streams", Mode.STREAMS);
    MODES.put("time-sliced", Mode.TIME_SLICED);
    MODES.put("mps", Mode.MPS);
    SLICE_MODES.putAll(MODES);
    MODES.put("mig", Mode.MIG);
  }

  private static final Field<String> TYPE_NAME =
      Field.required("type", Types.text(), "GPU type, e.g. T4 or A100-SXM-80GB");
  private static final Field<Integer> COUNT =
      Field.optional("count", Types.integer(1, 1024), 1, "number of such GPUs per server");
  private static final Field<Mode> SHARING =
      Field.optional(
          "sharing", Types.choice(MODES), Mode.STREAMS, "how models share a GPU's compute");
  private static final Field<Double> SWITCH_OVERHEAD =
      Field.optional(
          "switchOverhead",
          Quantities.fraction(0, 10),
          0.0,
          "time-sliced: relative cost of switching between time slices");
  private static final Field<List<String>> SLICES =
      Field.optional(
          "slices",
          Types.list(Types.text(), 1),
          List.of(),
          "mig: profiles, e.g. [1g.5gb, 2g.10gb]");
  private static final Field<Mode> SLICE_SHARING =
      Field.optional(
          "sliceSharing",
          Types.choice(SLICE_MODES),
          Mode.STREAMS,
          "mig: how models share one slice");
  private static final Field<Long> MEMORY =
      Field.optional(
          "memory",
          Quantities.bytes(1),
          0L,
          "memory of a GPU or slice, instead of the catalogue's");

  static final ValueType<GpuSpec> TYPE =
      new ObjectType<>(
          List.of(TYPE_NAME, COUNT, SHARING, SWITCH_OVERHEAD, SLICES, SLICE_SHARING, MEMORY),
          GpuSpec::build);

  public GpuSpec {
    slices = List.copyOf(slices);
  }

  private static GpuSpec build(Values v) {
    boolean mig = v.get(SHARING) == Mode.MIG;
    if (mig && v.get(SLICES).isEmpty()) {
      v.problem(SLICES, "is missing", "sharing: mig needs the list of slices");
    }
    if (!mig && v.has(SLICES)) {
      v.problem(SLICES, "needs sharing: mig", "");
    }
    if (!mig && v.has(SLICE_SHARING)) {
      v.problem(SLICE_SHARING, "needs sharing: mig", "");
    }
    Mode mode = mig ? v.get(SLICE_SHARING) : v.get(SHARING);
    if (mode != Mode.TIME_SLICED && v.has(SWITCH_OVERHEAD)) {
      v.problem(SWITCH_OVERHEAD, "needs time-sliced sharing", "");
    }
    Sharing sharing = new Sharing(sharingMode(mode), v.get(SWITCH_OVERHEAD));
    return new GpuSpec(v.get(TYPE_NAME), v.get(COUNT), sharing, v.get(SLICES), v.get(MEMORY));
  }

  private static Sharing.Mode sharingMode(Mode mode) {
    return switch (mode) {
      case EXCLUSIVE -> Sharing.Mode.EXCLUSIVE;
      case STREAMS, MIG -> Sharing.Mode.STREAMS;
      case TIME_SLICED -> Sharing.Mode.TIME_SLICED;
      case MPS -> Sharing.Mode.MPS;
    };
  }
}
