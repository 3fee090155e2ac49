package perseus.scenario;

import java.util.List;
import perseus.document.Field;
import perseus.document.ObjectType;
import perseus.document.Types;
import perseus.document.ValueType;
import perseus.profile.ProfileKey;

/**
 * Which profile entry a model uses; null = not stated, anything agrees.
 *
 * @param gpu GPU type of the entry, where it is not the device's own
 */
public record ProfileSelector(
    String gpu,
    String model,
    String precision,
    String backend,
    String accelerator,
    String variant) {
  private static final Field<String> GPU =
      field("gpu", "GPU type of the entry, where it is not the device's own");
  private static final Field<String> MODEL = field("model", "model of the entry");
  private static final Field<String> PRECISION = field("precision", "e.g. fp16");
  private static final Field<String> BACKEND = field("backend", "e.g. onnxruntime");
  private static final Field<String> ACCELERATOR = field("accelerator", "e.g. tensorrt");
  private static final Field<String> VARIANT = field("variant", "variant of the entry");

  static final ValueType<ProfileSelector> TYPE =
      new ObjectType<>(
          List.of(GPU, MODEL, PRECISION, BACKEND, ACCELERATOR, VARIANT),
          v ->
              new ProfileSelector(
                  v.get(GPU),
                  v.get(MODEL),
                  v.get(PRECISION),
                  v.get(BACKEND),
                  v.get(ACCELERATOR),
                  v.get(VARIANT)));

  /** Whether an entry agrees with everything stated, its GPU set aside. */
  boolean agrees(ProfileKey key) {
    return agrees(model, key.model())
        && agrees(precision, key.precision())
        && agrees(backend, key.backend())
        && agrees(accelerator, key.accelerator())
        && agrees(variant, key.variant());
  }

  private static boolean agrees(String wanted, String actual) {
    return wanted == null || wanted.equals(actual);
  }

  private static Field<String> field(String name, String description) {
    return Field.optional(name, Types.string(), description);
  }
}
