package perseus.scenario;

import java.util.ArrayList;
import java.util.List;
import perseus.batching.EnsembleStage;
import perseus.document.Field;
import perseus.document.Names;
import perseus.document.ObjectType;
import perseus.document.Reading;
import perseus.document.Types;
import perseus.document.ValueType;

/**
 * A step of an ensemble as a scenario states it.
 *
 * @param name unique within the ensemble; the model's name where none is stated
 * @param model name of the composing model
 * @param after names of the steps whose outputs it needs
 */
record EnsembleStepSpec(String name, String model, List<String> after) {
  private static final Field<String> NAME =
      Field.optional("name", Types.text(), "name of the step, default the model's");
  private static final Field<String> MODEL =
      Field.required("model", Types.reference(ModelSpec.KIND), "composing model");
  private static final Field<List<String>> AFTER =
      Field.optional(
          "after", Types.list(Types.text(), 0), List.of(), "steps whose outputs it needs");

  static final ValueType<EnsembleStepSpec> TYPE =
      new ObjectType<>(
          List.of(NAME, MODEL, AFTER),
          v ->
              new EnsembleStepSpec(
                  v.has(NAME) ? v.get(NAME) : v.get(MODEL), v.get(MODEL), v.get(AFTER)));

  EnsembleStepSpec {
    after = List.copyOf(after);
  }

  /** The steps with their dependencies as indices; reports those that do not exist. */
  static List<EnsembleStage> stages(List<EnsembleStepSpec> steps, String path, Reading reading) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      String name = steps.get(i).name();
      if (names.contains(name)) {
        reading.problem(
            path + "[" + i + "]",
            "the step '%s' is already there".formatted(name),
            "give the steps names of their own");
      }
      names.add(name);
    }
    List<EnsembleStage> stages = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      List<Integer> after = new ArrayList<>();
      for (String name : steps.get(i).after()) {
        int index = names.indexOf(name);
        if (index < 0) {
          reading.problem(
              path + "[" + i + "].after",
              "no step '%s'".formatted(name),
              Names.suggest(name, names));
        } else {
          after.add(index);
        }
      }
      stages.add(new EnsembleStage(steps.get(i).model(), after));
    }
    return stages;
  }
}
