package perseus.theory;

import java.util.ArrayDeque;
import umontreal.ssj.rng.MRG32k3a;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;
import umontreal.ssj.stat.Tally;

/**
 * c servers and one FIFO queue with Poisson arrivals; an idle server takes what waits, at most a
 * batch, for an exponential time. Batch 1 is M/M/c.
 */
final class SsjBatchQueue {
  private final Simulator simulator = new Simulator();
  private final MRG32k3a arrivals = new MRG32k3a();
  private final MRG32k3a services = new MRG32k3a();
  private final ArrayDeque<Double> queue = new ArrayDeque<>();
  private final Tally sojourn = new Tally();
  private final Tally batch = new Tally();
  private final double rate;
  private final double meanService;
  private final int largestBatch;
  private final double warmUp;
  private int idle;

  SsjBatchQueue(int servers, int largestBatch, double rate, double meanService, double warmUp) {
    this.idle = servers;
    this.largestBatch = largestBatch;
    this.rate = rate;
    this.meanService = meanService;
    this.warmUp = warmUp;
    // The default gives 32 bits, whose smallest exponential variate is far from zero.
    arrivals.increasedPrecision(true);
    services.increasedPrecision(true);
  }

  /** Runs until {@code horizon}; every instance continues with fresh random streams. */
  void run(double horizon) {
    simulator.init();
    new Arrival().schedule(exponential(arrivals, 1 / rate));
    new Event(simulator) {
      @Override
      public void actions() {
        simulator.stop();
      }
    }.schedule(horizon);
    simulator.start();
  }

  double meanSojourn() {
    return sojourn.average();
  }

  double meanBatch() {
    return batch.average();
  }

  private static double exponential(MRG32k3a stream, double mean) {
    return -Math.log(stream.nextDouble()) * mean;
  }

  private void startIfPossible() {
    if (idle > 0 && !queue.isEmpty()) {
      idle--;
      double[] members = new double[Math.min(largestBatch, queue.size())];
      for (int i = 0; i < members.length; i++) {
        members[i] = queue.remove();
      }
      if (simulator.time() > warmUp) {
        batch.add(members.length);
      }
      new Departure(members).schedule(exponential(services, meanService));
    }
  }

  private final class Arrival extends Event {
    Arrival() {
      super(simulator);
    }

    @Override
    public void actions() {
      queue.add(simulator.time());
      new Arrival().schedule(exponential(arrivals, 1 / rate));
      startIfPossible();
    }
  }

  private final class Departure extends Event {
    private final double[] members;

    Departure(double[] members) {
      super(simulator);
      this.members = members;
    }

    @Override
    public void actions() {
      for (double arrived : members) {
        if (arrived > warmUp) {
          sojourn.add(simulator.time() - arrived);
        }
      }
      idle++;
      startIfPossible();
    }
  }
}
