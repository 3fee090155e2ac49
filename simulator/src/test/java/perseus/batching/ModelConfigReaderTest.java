package perseus.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perseus.batching.ModelConfig.DynamicBatching;
import perseus.batching.ModelConfig.QueuePolicy;
import perseus.batching.ModelConfig.TimeoutAction;
import perseus.input.InvalidInput;

class ModelConfigReaderTest {
  /** Every message of the format once, as real files write them. */
  private static final String EVERYTHING =
      """
      # comments, single elements without brackets and separators are part of the text format
      name: "resnet50"
      platform: "tensorrt_plan"
      max_batch_size: 32
      version_policy: { specific { versions: [ 1, 2 ] } }
      input [
        {
          name: "data_0"
          data_type: TYPE_FP16
          format: FORMAT_NCHW
          dims: [ 3, 224, 224 ]
        },
        { name: "scale", data_type: TYPE_FP32, dims: 1, reshape { shape: [ ] }, optional: true }
      ]
      output { name: "prob" data_type: TYPE_FP32 dims: [ 1000 ] label_filename: "labels.txt" }
      instance_group [
        {
          count: 2
          kind: KIND_GPU
          gpus: [ 0, 1 ]
          profile: "1"
          rate_limiter {
            resources [ { name: "R1" count: 4 }, { name: "R2" global: true count: 2 } ]
            priority: 2
          }
          host_policy: "policy_0"
        },
        { count: 1 kind: KIND_GPU gpus: 1 }
      ]
      dynamic_batching {
        preferred_batch_size: [ 16, 32 ]
        max_queue_delay_microseconds: 5000
        priority_levels: 2
        default_priority_level: 2
        default_queue_policy {
          timeout_action: DELAY
          default_timeout_microseconds: 20000
          max_queue_size: 100
        }
        priority_queue_policy {
          key: 1
          value: { timeout_action: REJECT allow_timeout_override: true }
        }
      }
      optimization {
        graph { level: 1 }
        cuda { graphs: true graph_spec { batch_size: 8 input { key: "data_0" value { dim: [ 3 ] } } } }
        execution_accelerators { gpu_execution_accelerator : [ { name : "tensorrt" } ] }
        input_pinned_memory { enable: false }
        gather_kernel_buffer_threshold: 4
      }
      parameters { key: "k" value: { string_value: "v" } }
      model_warmup [ { name: "w" batch_size: 1 inputs { key: "data_0" value { data_type: TYPE_FP32 dims: 3 zero_data: true } } } ]
      response_cache { enable: true }
      """;

  @Test
  void aFileWithEverythingIsRead() {
    TritonModel model = ModelConfigReader.parse(EVERYTHING, "config.pbtxt");
    assertThat(model.name()).isEqualTo("resnet50");
    assertThat(model.config().maxBatchSize()).isEqualTo(32);
    assertThat(model.config().variableShape()).isFalse();
    assertThat(model.config().responseCache()).isTrue();
    assertThat(model.config().dynamicBatching())
        .isEqualTo(
            new DynamicBatching(
                List.of(16, 32),
                5000,
                2,
                2,
                new QueuePolicy(TimeoutAction.DELAY, 20_000, false, 100),
                Map.of(1, new QueuePolicy(TimeoutAction.REJECT, 0, true, 0)),
                false));
    assertThat(model.instanceGroups())
        .containsExactly(
            new InstanceGroup(
                InstanceGroup.Kind.GPU,
                2,
                List.of(0, 1),
                List.of(
                    new InstanceGroup.Resource("R1", false, 4),
                    new InstanceGroup.Resource("R2", true, 2)),
                2),
            new InstanceGroup(InstanceGroup.Kind.GPU, 1, List.of(1), List.of(), 0));
    assertThat(model.inputBytes()).isEqualTo(3 * 224 * 224 * 2 + 4);
    assertThat(model.outputBytes()).isEqualTo(4000);
  }

  @Test
  void defaultsAreTritons() {
    TritonModel model = ModelConfigReader.parse("backend: \"python\"", "config.pbtxt");
    assertThat(model.config()).isEqualTo(ModelConfig.NO_BATCHING);
    assertThat(model.instanceGroups()).containsExactly(InstanceGroup.gpu(1));
  }

  @Test
  void anEmptyDynamicBatchingIsDynamicBatching() {
    assertThat(config("max_batch_size: 4 dynamic_batching { }").dynamicBatching())
        .isEqualTo(new DynamicBatching(List.of(), 0, 0, 0, QueuePolicy.DEFAULT, Map.of(), false));
  }

  @ParameterizedTest
  @CsvSource({
    "backend: 'onnxruntime', 8, true",
    "platform: 'tensorrt_plan', 8, true",
    "platform: 'onnxruntime_onnx', 1, false",
    "backend: 'python', 8, false",
    "platform: 'pytorch_libtorch', 8, false"
  })
  void backendsThatCompleteConfigurationsAddDynamicBatching(
      String line, int maxBatchSize, boolean added) {
    String text = line.replace('\'', '"') + " max_batch_size: " + maxBatchSize;
    assertThat(config(text).dynamicBatching() != null).isEqualTo(added);
  }

  @ParameterizedTest
  @CsvSource({
    "dims: [ -1 ], true",
    "dims: [ 3 ], false",
    "dims: [ 3 ] is_shape_tensor: true, true",
    "dims: [ -1 ] allow_ragged_batch: true, false"
  })
  void aFreeDimensionMakesTheShapeVariable(String input, boolean variable) {
    assertThat(config("input { name: \"i\" data_type: TYPE_FP32 " + input + " }").variableShape())
        .isEqualTo(variable);
  }

  @Test
  void anEnsemblesStepsDependByTheirTensors() {
    TritonModel model =
        ModelConfigReader.parse(
            """
            name: "ocr" platform: "ensemble" max_batch_size: 8
            input [ { name: "image" data_type: TYPE_UINT8 dims: [ -1 ] } ]
            output [ { name: "text" data_type: TYPE_STRING dims: [ -1 ] } ]
            ensemble_scheduling {
              step [
                { model_name: "post" model_version: -1
                  input_map { key: "a" value: "maps" }, input_map { key: "b" value: "pixels" }
                  output_map { key: "o" value: "text" } },
                { model_name: "pre" input_map { key: "i" value: "image" }
                  output_map { key: "o" value: "pixels" } },
                { model_name: "detect" input_map { key: "i" value: "pixels" }
                  output_map { key: "o" value: "maps" } }
              ]
            }
            """,
            "config.pbtxt");
    assertThat(model.instanceGroups()).isEmpty();
    assertThat(model.ensemble())
        .containsExactly(
            new EnsembleStage("post", List.of(1, 2)),
            new EnsembleStage("pre", List.of()),
            new EnsembleStage("detect", List.of(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sequence_batching { oldest { max_candidate_sequences: 4 } }|sequence_batching: sequence batching is not simulated",
        "model_transaction_policy { decoupled: true }|model_transaction_policy.decoupled: a decoupled model is not simulated",
        "optimization { priority: PRIORITY_MAX }|optimization.priority: a priority of CUDA streams is not simulated",
        "optimization { eager_batching: true }|optimization.eager_batching: eager batching is not simulated",
        "instance_group { secondary_devices { kind: KIND_NVDLA } }|instance_group[0].secondary_devices: a secondary device is not simulated",
        "instance_group { kind: KIND_CPU gpus: 0 }|instance_group[0].gpus: a group of KIND_CPU lists no GPUs",
        "instance_group [ { kind: KIND_CPU }, { kind: KIND_GPU } ]|instance_group: a model on both CPU and GPU is not simulated",
        "instance_group { count: -1 }|instance_group[0].count: must be from 1 to 1000 (was -1)",
        "instance_group { passive: true }|instance_group: every group is passive: nothing executes",
        "max_batch_size: -1|max_batch_size: must be from 0 to 1000000 (was -1)",
        "max_batch_size: 4 dynamic_batching { preferred_batch_size: 8 }|dynamic_batching.preferred_batch_size: must be from 1 to the max batch size 4 (was 8)",
        "dynamic_batching { priority_levels: 2 }|dynamic_batching.default_priority_level: must be from 1 to the 2 priority levels (was 0)",
        "dynamic_batching { priority_levels: 18446744073709551615 }|dynamic_batching.priority_levels: must be from 0 to 1000 (was 18446744073709551615)",
        "dynamic_batching { preserve_ordering: true default_queue_policy { timeout_action: DELAY } }|dynamic_batching.preserve_ordering: excludes more than one priority level and the timeout action DELAY",
        "max_batch_sise: 4|line 1, column 1: unknown field 'max_batch_sise' in ModelConfig; did you mean 'max_batch_size'?",
        "dynamic_batching { future_field: { a: 3 } }|line 1, column 20: unknown field 'future_field' in ModelDynamicBatching",
        "max_batch_size: 4 max_batch_size: 5|\"inference.ModelConfig.max_batch_size\" cannot be overwritten",
        "max_batch_size: four|line 1, column 17",
        "max_batch_size: nan|line 1, column 17",
        "max_batch_size: 99999999999999999999|line 1, column 17",
        "dynamic_batching {|line 1",
        "input { dims: [ 0 ] data_type: TYPE_FP32 }|input[0].dims: must be positive or -1 (was 0)",
        "input { dims: [ 99999999999, 99999999999 ] data_type: TYPE_FP32 }|input[0].dims: make a tensor of more than 2^50 bytes",
        "ensemble_scheduling { }|ensemble_scheduling.step: must have at least one",
        "ensemble_scheduling { step { model_name: \"a\" input_map { key: \"i\" value: \"x\" } } }|ensemble_scheduling.step[0].input_map: nothing writes the tensor 'x'",
        "ensemble_scheduling { max_inflight_requests: 3 step { model_name: \"a\" } }|ensemble_scheduling.max_inflight_requests: a cap on an ensemble's requests in flight is not simulated",
      })
  void whatCannotBeSimulatedIsRefusedByName(String text, String message) {
    assertThatThrownBy(() -> ModelConfigReader.parse(text, "m/config.pbtxt"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("m/config.pbtxt")
        .hasMessageContaining(message);
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    assertThatThrownBy(
            () ->
                ModelConfigReader.parse(
                    "max_batch_size: -3 sequence_batching { } instance_group { count: -1 }", "c"))
        .hasMessageContaining("3 problems");
  }

  /** Spoils one value or one field name at a time. */
  @Test
  void everySpoiltPlaceIsRefusedOrUnderstood() {
    List<String> spoils =
        List.of(
            "-1",
            "0",
            "0.5",
            "nan",
            "inf",
            "1e300",
            "9".repeat(40),
            "true",
            "SOME_NAME",
            "\"x\"",
            "\"\"",
            "[ ]",
            "[ 1, 2 ]",
            "{ }",
            "{ x: 1 }",
            "",
            "\"" + "x".repeat(10_000) + "\"");
    Matcher field =
        Pattern.compile("(\\w+)( ?: )([^\\s{}\\[\\],]+|\\[[^\\]]*\\])").matcher(EVERYTHING);
    int places = 0;
    while (field.find()) {
      places++;
      for (String spoil : spoils) {
        accepts(spliced(field.start(3), field.end(3), spoil));
      }
      assertThat(accepts(spliced(field.start(1), field.end(1), field.group(1) + "x")))
          .as("misspelt " + field.group())
          .isFalse();
      assertThat(accepts(EVERYTHING.substring(0, field.start(3)))).as("cut short").isFalse();
    }
    assertThat(places).isGreaterThan(50);
  }

  private static String spliced(int start, int end, String replacement) {
    return EVERYTHING.substring(0, start) + replacement + EVERYTHING.substring(end);
  }

  /** Whether it is read; fails on anything but a model or one refusal. */
  private static boolean accepts(String text) {
    Throwable thrown = catchThrowable(() -> ModelConfigReader.parse(text, "config.pbtxt"));
    if (thrown != null) {
      assertThat(thrown).as(text).isInstanceOf(InvalidInput.class);
      assertThat(((InvalidInput) thrown).problems()).isNotEmpty();
    }
    return thrown == null;
  }

  private static ModelConfig config(String text) {
    return ModelConfigReader.parse(text, "config.pbtxt").config();
  }
}
