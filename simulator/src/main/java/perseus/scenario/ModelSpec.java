package perseus.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import perseus.batching.EnsembleStage;
import perseus.batching.InstanceGroup;
import perseus.batching.ModelConfig;
import perseus.batching.ModelConfigReader;
import perseus.batching.ModelConfigRules;
import perseus.batching.TritonModel;
import perseus.document.Field;
import perseus.document.ObjectType;
import perseus.document.Quantities;
import perseus.document.Types;
import perseus.document.ValueType;
import perseus.document.Values;
import perseus.profile.ServiceCurve;

/**
 * A model with its settings in force: those of its config.pbtxt, changed by what the scenario says.
 *
 * @param name unique
 * @param profile which profile entry it uses; null for an ensemble or a stated service
 * @param service cost of an execution stated in the scenario, null = from the profile
 * @param config Triton's scheduling settings
 * @param instanceGroups at least one; none for an ensemble
 * @param ensemble steps; empty unless it is an ensemble
 * @param memoryBytesPerInstance GPU memory per instance, 0 = as the profile says
 * @param inputBytes per inference as stated or by the shapes of its config.pbtxt, 0 = as the
 *     profile says
 * @param outputBytes per inference, likewise
 * @param share fraction of a GPU's SMs per instance, in (0, 1]
 */
public record ModelSpec(
    String name,
    ProfileSelector profile,
    ServiceCurve service,
    ModelConfig config,
    List<InstanceGroup> instanceGroups,
    List<EnsembleStage> ensemble,
    long memoryBytesPerInstance,
    long inputBytes,
    long outputBytes,
    double share) {
  static final String KIND = "model";
  private static final int MAX_BATCH = 1_000_000;
  private static final int MAX_INSTANCES = 1000;
  private static final TritonModel NO_FILE =
      new TritonModel("", ModelConfig.NO_BATCHING, List.of(), List.of(), 0, 0);

  private static final Field<String> NAME =
      Field.required("name", Types.name(KIND), "unique name of the model");
  private static final Field<ProfileSelector> PROFILE =
      Field.optional(
          "profile", ProfileSelector.TYPE, "which profile entry; default the one of this name");
  private static final Field<TritonModel> CONFIG =
      Field.optional(
          "config",
          new FileType<>(
              c -> ModelConfigReader.parse(c.text(), c.file().path().getFileName().toString())),
          "Triton's config.pbtxt; the other keys change what it says");
  private static final Field<ServiceCurve> SERVICE =
      Field.optional("service", ServiceSpec.TYPE, "cost of an execution, instead of a profile");
  private static final Field<Integer> MAX_BATCH_SIZE =
      Field.optional(
          "maxBatchSize", Types.integer(0, MAX_BATCH), "Triton's max_batch_size, 0 = no batching");
  private static final Field<Integer> INSTANCES =
      Field.optional("instances", Types.integer(1, MAX_INSTANCES), "instances per GPU");
  private static final Field<BatchingSpec.Change> BATCHING =
      Field.optional("dynamicBatching", BatchingSpec.TYPE, "Triton's dynamic_batching, or none");
  private static final Field<Boolean> CACHE =
      Field.optional("responseCache", Types.bool(), "whether responses are cached");
  private static final Field<Boolean> VARIABLE_SHAPE =
      Field.optional(
          "variableShape", Types.bool(), "whether an input has a free dimension beyond the batch");
  private static final Field<List<EnsembleStepSpec>> ENSEMBLE =
      Field.optional(
          "ensemble", Types.list(EnsembleStepSpec.TYPE, 1), "steps, if this is an ensemble");
  private static final Field<Long> MEMORY =
      Field.optional("memory", Quantities.bytes(0), 0L, "GPU memory per instance");
  private static final Field<Long> INPUT =
      Field.optional("inputBytes", Quantities.bytes(0), 0L, "bytes of one inference in");
  private static final Field<Long> OUTPUT =
      Field.optional("outputBytes", Quantities.bytes(0), 0L, "bytes of one inference out");
  private static final Field<Double> MPS =
      Field.optional(
          "mpsPercent",
          Types.number(1, 100),
          100.0,
          "MPS active thread percentage of each instance, unless the placement states one");

  static final ValueType<ModelSpec> TYPE =
      new ObjectType<>(
          List.of(
              NAME,
              PROFILE,
              CONFIG,
              SERVICE,
              MAX_BATCH_SIZE,
              INSTANCES,
              BATCHING,
              CACHE,
              VARIABLE_SHAPE,
              ENSEMBLE,
              MEMORY,
              INPUT,
              OUTPUT,
              MPS),
          ModelSpec::build);

  public ModelSpec {
    instanceGroups = List.copyOf(instanceGroups);
    ensemble = List.copyOf(ensemble);
  }

  public boolean isEnsemble() {
    return !ensemble.isEmpty();
  }

  private static ModelSpec build(Values v) {
    TritonModel file = v.has(CONFIG) ? v.get(CONFIG) : NO_FILE;
    ModelConfig base = file.config();
    ModelConfig config =
        new ModelConfig(
            or(v.get(MAX_BATCH_SIZE), base.maxBatchSize()),
            v.has(BATCHING)
                ? v.get(BATCHING).apply(base.dynamicBatching())
                : base.dynamicBatching(),
            or(v.get(VARIABLE_SHAPE), base.variableShape()),
            or(v.get(CACHE), base.responseCache()));
    ModelConfigRules.check(
        config, (field, message) -> v.reading().problem(v.path() + "." + field, message));
    List<EnsembleStage> stages =
        v.has(ENSEMBLE)
            ? EnsembleStepSpec.stages(v.get(ENSEMBLE), v.path(ENSEMBLE), v.reading())
            : file.ensemble();
    if (!v.has(ENSEMBLE)) {
      for (EnsembleStage stage : stages) {
        v.reading().refer(KIND, stage.model(), v.path(CONFIG));
      }
    }
    if (!stages.isEmpty()) {
      checkEnsemble(v, stages);
    }
    if (v.has(SERVICE) && v.has(PROFILE)) {
      v.problem(SERVICE, "excludes profile", "state one of them");
    }
    boolean costed = v.has(SERVICE) || !stages.isEmpty();
    return new ModelSpec(
        v.get(NAME),
        costed ? null : selector(v),
        v.get(SERVICE),
        config,
        stages.isEmpty() ? groups(v.get(INSTANCES), file.instanceGroups()) : List.of(),
        stages,
        v.get(MEMORY),
        v.has(INPUT) ? v.get(INPUT) : file.inputBytes(),
        v.has(OUTPUT) ? v.get(OUTPUT) : file.outputBytes(),
        v.get(MPS) / 100);
  }

  /** The stated number of instances in place of the file's groups. */
  private static List<InstanceGroup> groups(Integer instances, List<InstanceGroup> file) {
    if (instances == null) {
      return file.isEmpty() ? List.of(InstanceGroup.gpu(1)) : file;
    }
    if (file.isEmpty()) {
      return List.of(InstanceGroup.gpu(instances));
    }
    InstanceGroup first = file.get(0);
    return List.of(
        new InstanceGroup(
            first.kind(), instances, first.gpus(), first.resources(), first.priority()));
  }

  private static ProfileSelector selector(Values v) {
    ProfileSelector stated = v.get(PROFILE);
    if (stated == null) {
      return new ProfileSelector(null, v.get(NAME), null, null, null, null);
    }
    return stated;
  }

  private static void checkEnsemble(Values v, List<EnsembleStage> stages) {
    for (Field<?> field : List.of(PROFILE, SERVICE, INSTANCES, MEMORY, BATCHING, MPS)) {
      if (v.has(field)) {
        v.problem(field, "does not apply to an ensemble", "state it for the composing models");
      }
    }
    Field<?> field = v.has(ENSEMBLE) ? ENSEMBLE : CONFIG;
    Optional<List<Integer>> cycle = Cycles.find(stages.stream().map(EnsembleStage::after).toList());
    if (cycle.isPresent()) {
      v.problem(
          field,
          "the steps wait for each other: "
              + String.join(
                  " after ", cycle.get().stream().map(i -> stages.get(i).model()).toList()),
          "");
    }
  }

  /** Indices of the ensemble's steps, each after all that it needs. */
  List<Integer> stepOrder() {
    return Cycles.order(
        IntStream.range(0, ensemble.size()).mapToObj(i -> ensemble.get(i).after()).toList());
  }

  private static <T> T or(T stated, T base) {
    return stated == null ? base : stated;
  }
}
