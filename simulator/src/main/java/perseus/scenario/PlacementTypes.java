package perseus.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import perseus.document.Field;
import perseus.document.ObjectType;
import perseus.document.Types;
import perseus.document.ValueType;
import perseus.document.VariantType;
import perseus.placement.DedicatedPlacement;
import perseus.placement.ExplicitPlacement;
import perseus.placement.PinnedPlacement;
import perseus.placement.PlacementPolicy;
import perseus.placement.SharedPlacement;

/** {@code placement}: a policy with its parameters, or a list. One entry of the map per policy. */
final class PlacementTypes {
  private static final Field<Integer> GPUS_PER_MODEL =
      Field.optional("gpusPerModel", Types.integer(1, 100_000), 1, "GPUs of its own per model");

  private static final Field<String> MODEL =
      Field.required("model", Types.reference(ModelSpec.KIND), "model to place");
  private static final Field<String> SERVER =
      Field.required(
          "server", Types.text(), "server entry (all its servers), or one server, such as s[1]");
  private static final Field<Integer> GPU =
      Field.required("gpu", Types.integer(0, 1_000_000), "index of the GPU on the server");
  private static final Field<Integer> SLICE =
      Field.optional(
          "mig", Types.integer(0, 100), -1, "index of the MIG slice in the GPU's list of slices");
  private static final Field<Integer> INSTANCES =
      Field.optional("instances", Types.integer(1, 1000), 0, "default: as the model states");
  private static final Field<Double> MPS =
      Field.optional(
          "mpsPercent", Types.number(1, 100), 0.0, "MPS percentage; default: as the model states");

  private static final ValueType<ExplicitPlacement.Entry> ENTRY =
      new ObjectType<>(
          List.of(MODEL, SERVER, GPU, SLICE, INSTANCES, MPS),
          v ->
              new ExplicitPlacement.Entry(
                  v.get(MODEL),
                  v.get(SERVER),
                  v.get(GPU),
                  v.get(SLICE),
                  v.get(INSTANCES),
                  v.get(MPS) / 100));

  private static final Map<String, ObjectType<? extends PlacementPolicy>> POLICIES =
      new LinkedHashMap<>();

  static {
    POLICIES.put("shared", new ObjectType<>(List.of(), v -> new SharedPlacement()));
    POLICIES.put("pinned", new ObjectType<>(List.of(), v -> new PinnedPlacement()));
    POLICIES.put(
        "dedicated",
        new ObjectType<>(
            List.of(GPUS_PER_MODEL), v -> new DedicatedPlacement(v.get(GPUS_PER_MODEL))));
  }

  static final ValueType<PlacementPolicy> TYPE =
      Types.listOr(
          Types.map(Types.list(ENTRY, 1), ExplicitPlacement::new),
          new VariantType<>("policy", POLICIES));

  private PlacementTypes() {}
}
