package perseus.batching;

import java.util.List;

/**
 * A step of an ensemble.
 *
 * @param model name of the composing model
 * @param after indices of the steps whose outputs it needs; empty = the ensemble's inputs only
 */
public record EnsembleStage(String model, List<Integer> after) {
  public EnsembleStage {
    after = List.copyOf(after);
  }
}
