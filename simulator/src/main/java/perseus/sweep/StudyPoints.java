package perseus.sweep;

import java.util.List;
import perseus.input.InvalidInput;
import perseus.metric.Summary;
import perseus.report.Manifest;
import perseus.scenario.Scenario;
import perseus.scenario.ScenarioReader;

/** Makes the points of a study from its base scenario. */
public final class StudyPoints {
  private StudyPoints() {}

  /**
   * A setting that the reader refuses is a mistake in the study and refuses it; settings that are
   * fine one by one but do not fit together (models that exceed the GPUs' memory) are what a study
   * may want to find out: that point fails and says why.
   */
  public static Experiment.Factory of(AxesStudy study) {
    ScenarioExperiment.Settings settings =
        new ScenarioExperiment.Settings(
            null, study.replications() == 0 ? null : study.replications(), 0);
    return overrides -> {
      Scenario scenario = ScenarioReader.read(study.base(), overrides);
      try {
        return new ScenarioExperiment(scenario, settings);
      } catch (InvalidInput e) {
        int replications =
            study.replications() == 0 ? scenario.replications() : study.replications();
        return new Infeasible(
            scenario.seed(), replications, ScenarioExperiment.inputs(scenario), e);
      }
    };
  }

  /** A point whose parts do not fit together. */
  record Infeasible(long seed, int replications, List<Manifest.Input> inputs, InvalidInput reason)
      implements Experiment {
    Infeasible {
      inputs = List.copyOf(inputs);
    }

    @Override
    public Summary run(int threads) {
      throw reason;
    }
  }
}
