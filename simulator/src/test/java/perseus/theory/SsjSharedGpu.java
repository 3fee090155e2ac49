package perseus.theory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import umontreal.ssj.rng.MRG32k3a;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;
import umontreal.ssj.stat.Tally;

/**
 * Models with a FIFO queue and some instances each on one GPU. An execution is host work, then GPU
 * work, both scaled by one exponential factor; work on the GPU is stretched by max(1, sum of the
 * occupancies of all that is on it), at every instant.
 */
final class SsjSharedGpu {

  /** One model: rates and times in any one unit. */
  record Model(
      double rate, double meanHostTime, double meanGpuTime, double occupancy, int instances) {}

  private final Simulator simulator = new Simulator();
  private final List<Station> stations = new ArrayList<>();
  private final List<Work> running = new ArrayList<>();
  private final double warmUp;
  private double lastUpdate;
  private Event nextCompletion;

  SsjSharedGpu(List<Model> models, double warmUp) {
    this.warmUp = warmUp;
    for (Model model : models) {
      stations.add(new Station(model));
    }
  }

  void run(double horizon) {
    simulator.init();
    for (Station station : stations) {
      station.scheduleArrival();
    }
    at(horizon, simulator::stop);
    simulator.start();
  }

  double meanSojourn(int model) {
    return stations.get(model).sojourn.average();
  }

  private Event at(double delay, Runnable action) {
    Event event =
        new Event(simulator) {
          @Override
          public void actions() {
            action.run();
          }
        };
    event.schedule(delay);
    return event;
  }

  private double stretch() {
    double demand = 0;
    for (Work work : running) {
      demand += work.station.model.occupancy();
    }
    return Math.max(1, demand);
  }

  /** Accounts for the work done since the last change; call before any change. */
  private void advance() {
    double done = (simulator.time() - lastUpdate) / stretch();
    for (Work work : running) {
      work.remaining -= done;
    }
    lastUpdate = simulator.time();
  }

  private void scheduleCompletion() {
    if (nextCompletion != null) {
      nextCompletion.cancel();
      nextCompletion = null;
    }
    Work first = null;
    for (Work work : running) {
      if (first == null || work.remaining < first.remaining) {
        first = work;
      }
    }
    if (first != null) {
      Work finished = first;
      nextCompletion =
          at(
              Math.max(0, first.remaining * stretch()),
              () -> {
                nextCompletion = null;
                advance();
                running.remove(finished);
                scheduleCompletion();
                finished.station.executed(finished.arrived);
              });
    }
  }

  private static final class Work {
    private final Station station;
    private final double arrived;
    private double remaining;

    Work(Station station, double arrived, double remaining) {
      this.station = station;
      this.arrived = arrived;
      this.remaining = remaining;
    }
  }

  private final class Station {
    private final Model model;
    private final MRG32k3a arrivals = new MRG32k3a();
    private final MRG32k3a services = new MRG32k3a();
    private final ArrayDeque<Double> queue = new ArrayDeque<>();
    private final Tally sojourn = new Tally();
    private int idle;

    Station(Model model) {
      this.model = model;
      idle = model.instances();
      arrivals.increasedPrecision(true);
      services.increasedPrecision(true);
    }

    void scheduleArrival() {
      at(
          -Math.log(arrivals.nextDouble()) / model.rate(),
          () -> {
            queue.add(simulator.time());
            scheduleArrival();
            startIfPossible();
          });
    }

    private void startIfPossible() {
      if (idle > 0 && !queue.isEmpty()) {
        idle--;
        double arrived = queue.remove();
        double factor = -Math.log(services.nextDouble());
        at(
            factor * model.meanHostTime(),
            () -> {
              advance();
              running.add(new Work(this, arrived, factor * model.meanGpuTime()));
              scheduleCompletion();
            });
      }
    }

    private void executed(double arrived) {
      if (arrived > warmUp) {
        sojourn.add(simulator.time() - arrived);
      }
      idle++;
      startIfPossible();
    }
  }
}
