package perseus.gpu;

import java.util.List;
import java.util.Map;

/**
 * Parameters of an interference model, as a profile or scenario states them; {@link #bind} turns
 * them into the function that the engine calls. Adding a model is one file that implements this and
 * one line in {@link InterferenceModels}.
 */
public interface InterferenceModel {
  /** Name in scenario and profile files, e.g. {@code pairwise}. */
  String name();

  /**
   * The parameters as a file states them, without the name: numbers, strings, lists and ordered
   * maps of them. {@link InterferenceModels#parse} reads back what {@link InterferenceModels#toMap}
   * wrote.
   */
  Map<String, Object> parameters();

  /**
   * @param models model name of every deployment of the system, by deployment index
   * @param traits the profile's traits of every deployment (e.g. {@code pressure}), by index
   * @throws IllegalArgumentException naming the deployment and the trait that is missing
   */
  Interference bind(List<String> models, List<Map<String, Double>> traits);
}
