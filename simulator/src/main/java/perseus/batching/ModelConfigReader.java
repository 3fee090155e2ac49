package perseus.batching;

import com.google.protobuf.Descriptors;
import com.google.protobuf.TextFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import perseus.batching.ModelConfig.DynamicBatching;
import perseus.batching.ModelConfig.QueuePolicy;
import perseus.batching.ModelConfig.TimeoutAction;
import perseus.input.InvalidInput;
import perseus.input.Problems;
import perseus.triton.proto.DataType;
import perseus.triton.proto.ModelDynamicBatching;
import perseus.triton.proto.ModelEnsembling;
import perseus.triton.proto.ModelInput;
import perseus.triton.proto.ModelInstanceGroup;
import perseus.triton.proto.ModelOptimizationPolicy.ModelPriority;
import perseus.triton.proto.ModelOutput;
import perseus.triton.proto.ModelQueuePolicy;
import perseus.triton.proto.ModelRateLimiter;

/**
 * Reads Triton's own {@code config.pbtxt} files. What changes scheduling and is not simulated is
 * refused by name; what does not change it (file names, warm-up, optimizations, parameters, version
 * policy: requests go to one version) is accepted and not looked at.
 */
public final class ModelConfigReader {
  private static final long MAX_DELAY_US = 3650L * 86_400 * 1_000_000;
  private static final int MAX_BATCH = 1_000_000;
  private static final int MAX_LEVELS = 1000;
  private static final int MAX_INSTANCES = 1000;

  /** A line of the parser's list of unknown fields. */
  private static final Pattern UNKNOWN_FIELD =
      Pattern.compile("(?m)^(\\d+):(\\d+):\\t([\\w.]+\\.\\w+)$");

  private final perseus.triton.proto.ModelConfig proto;
  private final Problems problems;

  private ModelConfigReader(perseus.triton.proto.ModelConfig proto, Problems problems) {
    this.proto = proto;
    this.problems = problems;
  }

  /**
   * Reads a file's text.
   *
   * @param file what to call it in messages
   * @throws InvalidInput if it is no model configuration (naming line and column) or cannot be
   *     simulated (naming every field that stands in the way)
   */
  public static TritonModel parse(String text, String file) {
    perseus.triton.proto.ModelConfig.Builder builder =
        perseus.triton.proto.ModelConfig.newBuilder();
    try {
      TextFormat.Parser.newBuilder()
          .setSingularOverwritePolicy(
              TextFormat.Parser.SingularOverwritePolicy.FORBID_SINGULAR_OVERWRITES)
          .build()
          .merge(text, builder);
    } catch (TextFormat.ParseException e) {
      throw new InvalidInput(file, problems(e));
    }
    return convert(builder.build(), file);
  }

  /**
   * Converts a configuration, such as a live server's.
   *
   * @param source what to call it in messages
   * @throws InvalidInput naming every field that cannot be simulated
   */
  public static TritonModel convert(perseus.triton.proto.ModelConfig proto, String source) {
    Problems problems = new Problems(source);
    TritonModel model = new ModelConfigReader(proto, problems).convert();
    problems.throwIfAny();
    return model;
  }

  private TritonModel convert() {
    refuseWhatIsNotSimulated();
    int maxBatchSize = whole("max_batch_size", proto.getMaxBatchSize(), 0, MAX_BATCH);
    ModelConfig config =
        new ModelConfig(
            maxBatchSize,
            dynamicBatching(maxBatchSize),
            proto.getInputList().stream().anyMatch(ModelConfigReader::enforcesEqualShapes),
            proto.getResponseCache().getEnable());
    ModelConfigRules.check(config, (field, message) -> problems.add(protoName(field), message));
    List<EnsembleStage> stages = proto.hasEnsembleScheduling() ? stages() : List.of();
    return new TritonModel(
        proto.getName(),
        config,
        proto.hasEnsembleScheduling() ? noGroups() : instanceGroups(),
        stages,
        inputBytes(),
        outputBytes());
  }

  private void refuseWhatIsNotSimulated() {
    refuse(proto.hasSequenceBatching(), "sequence_batching", "sequence batching");
    refuse(
        proto.getModelTransactionPolicy().getDecoupled(),
        "model_transaction_policy.decoupled",
        "a decoupled model");
    refuse(
        proto.getEnsembleScheduling().getMaxInflightRequests() != 0,
        "ensemble_scheduling.max_inflight_requests",
        "a cap on an ensemble's requests in flight");
    refuse(
        proto.getOptimization().getPriority() != ModelPriority.PRIORITY_DEFAULT,
        "optimization.priority",
        "a priority of CUDA streams");
    refuse(
        proto.getOptimization().getEagerBatching(),
        "optimization.eager_batching",
        "eager batching");
    for (int i = 0; i < proto.getInstanceGroupCount(); i++) {
      refuse(
          proto.getInstanceGroup(i).getSecondaryDevicesCount() > 0,
          "instance_group[" + i + "].secondary_devices",
          "a secondary device");
    }
  }

  private void refuse(boolean present, String path, String what) {
    if (present) {
      problems.add(path, what + " is not simulated");
    }
  }

  private DynamicBatching dynamicBatching(int maxBatchSize) {
    if (proto.hasDynamicBatching()) {
      return dynamicBatching(proto.getDynamicBatching());
    }
    // These backends complete a configuration that names no scheduler.
    boolean completed =
        proto.getBackend().equals("onnxruntime")
            || proto.getBackend().equals("tensorrt")
            || proto.getPlatform().equals("onnxruntime_onnx")
            || proto.getPlatform().equals("tensorrt_plan");
    boolean scheduled = proto.hasSequenceBatching() || proto.hasEnsembleScheduling();
    return completed && !scheduled && maxBatchSize > 1
        ? dynamicBatching(ModelDynamicBatching.getDefaultInstance())
        : null;
  }

  private DynamicBatching dynamicBatching(ModelDynamicBatching b) {
    String at = "dynamic_batching.";
    Map<Integer, QueuePolicy> policies = new TreeMap<>();
    b.getPriorityQueuePolicyMap()
        .forEach(
            (level, policy) -> {
              String path = at + "priority_queue_policy[" + Long.toUnsignedString(level) + "]";
              policies.put((int) unsigned(path, level, MAX_LEVELS), queuePolicy(policy, path));
            });
    return new DynamicBatching(
        b.getPreferredBatchSizeList(),
        unsigned(
            at + "max_queue_delay_microseconds", b.getMaxQueueDelayMicroseconds(), MAX_DELAY_US),
        (int) unsigned(at + "priority_levels", b.getPriorityLevels(), MAX_LEVELS),
        (int) unsigned(at + "default_priority_level", b.getDefaultPriorityLevel(), MAX_LEVELS),
        queuePolicy(b.getDefaultQueuePolicy(), at + "default_queue_policy"),
        policies,
        b.getPreserveOrdering());
  }

  private QueuePolicy queuePolicy(ModelQueuePolicy p, String path) {
    TimeoutAction action =
        switch (p.getTimeoutAction()) {
          case REJECT -> TimeoutAction.REJECT;
          case DELAY -> TimeoutAction.DELAY;
          case UNRECOGNIZED -> unknown(path + ".timeout_action", TimeoutAction.REJECT);
        };
    return new QueuePolicy(
        action,
        unsigned(
            path + ".default_timeout_microseconds",
            p.getDefaultTimeoutMicroseconds(),
            MAX_DELAY_US),
        p.getAllowTimeoutOverride(),
        whole(
            path + ".max_queue_size",
            Integer.toUnsignedLong(p.getMaxQueueSize()),
            0,
            Integer.MAX_VALUE));
  }

  private List<InstanceGroup> noGroups() {
    if (proto.getInstanceGroupCount() > 0) {
      problems.add("instance_group", "does not apply to an ensemble");
    }
    return List.of();
  }

  private List<InstanceGroup> instanceGroups() {
    if (proto.getInstanceGroupCount() == 0) {
      return List.of(InstanceGroup.gpu(1));
    }
    List<InstanceGroup> groups = new ArrayList<>();
    for (int i = 0; i < proto.getInstanceGroupCount(); i++) {
      ModelInstanceGroup group = proto.getInstanceGroup(i);
      InstanceGroup converted = instanceGroup(group, "instance_group[" + i + "]");
      // A passive instance has no thread: it never executes.
      if (!group.getPassive()) {
        groups.add(converted);
      }
    }
    if (groups.isEmpty()) {
      problems.add("instance_group", "every group is passive: nothing executes");
    } else if (groups.stream().map(InstanceGroup::kind).distinct().count() > 1) {
      problems.add("instance_group", "a model on both CPU and GPU is not simulated");
    }
    return groups;
  }

  private InstanceGroup instanceGroup(ModelInstanceGroup group, String path) {
    List<Integer> gpus = group.getGpusList();
    InstanceGroup.Kind kind = InstanceGroup.Kind.GPU;
    switch (group.getKind()) {
      case KIND_AUTO, KIND_GPU -> {}
      case KIND_CPU -> {
        kind = InstanceGroup.Kind.CPU;
        if (!gpus.isEmpty()) {
          problems.add(path + ".gpus", "a group of KIND_CPU lists no GPUs");
        }
      }
      // The backend decides; the server counts such an instance to device 0.
      case KIND_MODEL -> gpus = gpus.isEmpty() ? List.of(0) : gpus;
      case UNRECOGNIZED -> unknown(path + ".kind", kind);
    }
    for (int gpu : gpus) {
      whole(path + ".gpus", gpu, 0, 1_000_000);
    }
    int count =
        group.getCount() == 0
            ? defaultCount(kind)
            : whole(path + ".count", group.getCount(), 1, MAX_INSTANCES);
    List<InstanceGroup.Resource> resources = new ArrayList<>();
    for (ModelRateLimiter.Resource r : group.getRateLimiter().getResourcesList()) {
      String at = path + ".rate_limiter.resources[" + resources.size() + "]";
      if (r.getName().isEmpty()) {
        problems.add(at + ".name", "is missing");
      }
      resources.add(
          new InstanceGroup.Resource(
              r.getName(),
              r.getGlobal(),
              whole(at + ".count", Integer.toUnsignedLong(r.getCount()), 1, 1_000_000)));
    }
    int priority =
        whole(
            path + ".rate_limiter.priority",
            Integer.toUnsignedLong(group.getRateLimiter().getPriority()),
            0,
            1_000_000);
    return new InstanceGroup(kind, count, gpus, resources, priority);
  }

  private int defaultCount(InstanceGroup.Kind kind) {
    boolean two =
        kind == InstanceGroup.Kind.CPU
            && (proto.getBackend().equals("onnxruntime")
                || proto.getBackend().equals("tensorflow")
                || proto.getPlatform().startsWith("onnxruntime_")
                || proto.getPlatform().startsWith("tensorflow_"));
    return two ? 2 : 1;
  }

  /** A step needs the steps that write the ensemble tensors which it reads. */
  private List<EnsembleStage> stages() {
    ModelEnsembling ensemble = proto.getEnsembleScheduling();
    if (ensemble.getStepCount() == 0) {
      problems.add("ensemble_scheduling.step", "must have at least one");
    }
    Map<String, Integer> writer = new HashMap<>();
    for (ModelInput input : proto.getInputList()) {
      writer.put(input.getName(), -1);
    }
    for (int i = 0; i < ensemble.getStepCount(); i++) {
      for (String tensor : new TreeMap<>(ensemble.getStep(i).getOutputMapMap()).values()) {
        if (writer.putIfAbsent(tensor, i) != null) {
          problems.add(
              "ensemble_scheduling.step[" + i + "].output_map",
              "the tensor '" + tensor + "' is written twice");
        }
      }
    }
    List<EnsembleStage> stages = new ArrayList<>();
    for (int i = 0; i < ensemble.getStepCount(); i++) {
      ModelEnsembling.Step step = ensemble.getStep(i);
      String path = "ensemble_scheduling.step[" + i + "]";
      if (step.getModelName().isEmpty()) {
        problems.add(path + ".model_name", "is missing");
      }
      List<Integer> after = new ArrayList<>();
      for (String tensor : new TreeMap<>(step.getInputMapMap()).values()) {
        Integer from = writer.get(tensor);
        if (from == null) {
          problems.add(
              path + ".input_map",
              "nothing writes the tensor '"
                  + tensor
                  + "'"
                  + Problems.didYouMean(tensor, writer.keySet().stream().sorted().toList()));
        } else if (from >= 0 && !after.contains(from)) {
          after.add(from);
        }
      }
      after.sort(null);
      stages.add(new EnsembleStage(step.getModelName(), after));
    }
    return stages;
  }

  /** Such an input keeps requests of unlike shapes out of one batch. */
  private static boolean enforcesEqualShapes(ModelInput input) {
    return input.getIsShapeTensor()
        || (!input.getAllowRaggedBatch() && input.getDimsList().contains(-1L));
  }

  private long inputBytes() {
    long sum = 0;
    for (int i = 0; i < proto.getInputCount(); i++) {
      ModelInput input = proto.getInput(i);
      long bytes = bytes(input.getDimsList(), input.getDataType(), "input[" + i + "]");
      if (bytes == 0) {
        return 0;
      }
      sum += bytes;
    }
    return sum;
  }

  private long outputBytes() {
    long sum = 0;
    for (int i = 0; i < proto.getOutputCount(); i++) {
      ModelOutput output = proto.getOutput(i);
      long bytes = bytes(output.getDimsList(), output.getDataType(), "output[" + i + "]");
      if (bytes == 0) {
        return 0;
      }
      sum += bytes;
    }
    return sum;
  }

  /** Size of one tensor; 0 where it depends on the request. */
  private long bytes(List<Long> dims, DataType type, String path) {
    int size =
        switch (type) {
          case TYPE_BOOL, TYPE_UINT8, TYPE_INT8 -> 1;
          case TYPE_UINT16, TYPE_INT16, TYPE_FP16, TYPE_BF16 -> 2;
          case TYPE_UINT32, TYPE_INT32, TYPE_FP32 -> 4;
          case TYPE_UINT64, TYPE_INT64, TYPE_FP64 -> 8;
          case TYPE_INVALID, TYPE_STRING -> 0;
          case UNRECOGNIZED -> unknown(path + ".data_type", 0);
        };
    double elements = 1;
    for (long dim : dims) {
      if (dim != -1 && dim < 1) {
        problems.add(path + ".dims", "must be positive or -1 (was " + dim + ")");
        return 0;
      }
      elements *= Math.max(dim, 0);
    }
    double bytes = elements * size;
    if (bytes > 1L << 50) {
      problems.add(path + ".dims", "make a tensor of more than 2^50 bytes");
      return 0;
    }
    return (long) bytes;
  }

  private int whole(String path, long value, int min, int max) {
    return (int) wholeLong(path, value, min, max);
  }

  /** The value, or a harmless one after reporting. */
  private long wholeLong(String path, long value, long min, long max) {
    if (value < min || value > max) {
      outOfRange(path, min, max, Long.toString(value));
      return min;
    }
    return value;
  }

  /** Like {@link #wholeLong} for a uint64, whose upper half Java shows as negative. */
  private long unsigned(String path, long value, long max) {
    if (Long.compareUnsigned(value, max) > 0) {
      outOfRange(path, 0, max, Long.toUnsignedString(value));
      return 0;
    }
    return value;
  }

  private void outOfRange(String path, long min, long max, String was) {
    problems.add(path, "must be from %d to %d (was %s)".formatted(min, max, was));
  }

  private <T> T unknown(String path, T standIn) {
    problems.add(path, "unknown value");
    return standIn;
  }

  private static String protoName(String field) {
    return field
        .replace("preferredBatchSizes", "preferredBatchSize")
        .replace("priorityQueuePolicies", "priorityQueuePolicy")
        .replaceAll("([A-Z])", "_$1")
        .toLowerCase(java.util.Locale.ROOT);
  }

  /** One problem per unknown field, or the one that stopped the parser. */
  private static List<String> problems(TextFormat.ParseException e) {
    List<String> problems = new ArrayList<>();
    Matcher unknown = UNKNOWN_FIELD.matcher(e.getMessage());
    while (unknown.find()) {
      String path = unknown.group(3);
      String field = path.substring(path.lastIndexOf('.') + 1);
      String message = path.substring(0, path.lastIndexOf('.'));
      problems.add(
          "line %s, column %s: unknown field '%s' in %s%s"
              .formatted(
                  unknown.group(1),
                  unknown.group(2),
                  field,
                  message.substring(message.indexOf('.') + 1),
                  Problems.didYouMean(field, fields(message))));
    }
    if (problems.isEmpty()) {
      String text = e.getMessage().replaceFirst("^\\d+:\\d+: ", "");
      problems.add("line %d, column %d: %s".formatted(e.getLine(), e.getColumn(), text));
    }
    return problems;
  }

  /** Names of a message's fields, by its full name. */
  private static List<String> fields(String message) {
    Descriptors.Descriptor found = null;
    for (String part : message.split("\\.", -1)) {
      found =
          found == null
              ? perseus.triton.proto.ModelConfig.getDescriptor()
                  .getFile()
                  .findMessageTypeByName(part)
              : found.findNestedTypeByName(part);
    }
    return found == null
        ? List.of()
        : found.getFields().stream().map(Descriptors.FieldDescriptor::getName).toList();
  }
}
