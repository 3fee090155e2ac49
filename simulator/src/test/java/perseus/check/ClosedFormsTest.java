package perseus.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The formulas against tabulated values, against each other and against independent derivations.
 */
class ClosedFormsTest {

  @ParameterizedTest
  @CsvSource({"10, 7, .0787, .2217", "100, 90, .0270, .2169", "96, 80, .0094, ", "96, 90, .0442, "})
  void erlangMatchesTables(int servers, double load, double blocking, Double waiting) {
    assertThat(ClosedForms.erlangB(servers, load)).isCloseTo(blocking, within(5e-5));
    if (waiting != null) {
      assertThat(ClosedForms.erlangC(servers, load)).isCloseTo(waiting, within(5e-5));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 4.0", "2, 1.7778", "8, .2860", "64, .0044"})
  void poolingShortensTheWait(int servers, double wait) {
    assertThat(ClosedForms.mmcWait(servers, .8 * servers, 1)).isCloseTo(wait, within(5e-5));
  }

  @ParameterizedTest
  @CsvSource({"0, 2.6927", ".5, 3.2674", "1, 5", "2, 11.9552", "4, 39.80"})
  void gammaArrivals(double cv, double sojourn) {
    double sigma = ClosedForms.gammaM1Sigma(.8, 1, cv);
    assertThat(1 / (1 - sigma)).isCloseTo(sojourn, within(5e-3));
  }

  @Test
  void pollaczekKhinchineCoversItsSpecialCases() {
    assertThat(ClosedForms.mg1Wait(.8, 1, 0)).isCloseTo(2, within(1e-12));
    assertThat(ClosedForms.mg1Wait(.8, 1, 1)).isCloseTo(ClosedForms.mm1Wait(.8, 1), within(1e-12));
    assertThat(ClosedForms.mg1Wait(.8, 1, 2)).isCloseTo(10, within(1e-12));
    assertThat(ClosedForms.mm1SojournPercentile(.8, 1, 99)).isCloseTo(23.026, within(5e-4));
    assertThat(ClosedForms.processorSharingSojourn(.8, 1)).isCloseTo(5, within(1e-12));
  }

  @Test
  void finiteBufferContainsLossAndDelaySystems() {
    double[] loss = ClosedForms.mmckDistribution(10, 10, 7);
    assertThat(loss[10]).isCloseTo(ClosedForms.erlangB(10, 7), within(1e-12));
    double[] delay = ClosedForms.mmckDistribution(10, 400, 7);
    assertThat(Arrays.stream(delay, 10, 401).sum())
        .isCloseTo(ClosedForms.erlangC(10, 7), within(1e-12));
  }

  @Test
  void prioritiesConserveWork() {
    double[] rates = {.2, .3, .4};
    double[] waits = ClosedForms.cobhamWaits(rates, 1, 1);
    double weighted = 0;
    for (int k = 0; k < 3; k++) {
      weighted += rates[k] * waits[k];
    }
    assertThat(weighted / .9).isCloseTo(ClosedForms.mg1Wait(.9, 1, 1), within(1e-12));
    assertThat(waits[0]).isLessThan(waits[1]);
    assertThat(waits[1]).isLessThan(waits[2]);
  }

  @ParameterizedTest
  @CsvSource({"1, 10.00, 10", "4, 38.62, 13.58", "16, 98.89, 71.79"})
  void meanValueAnalysis(int clients, double throughput, double responseMs) {
    ClosedNetwork network = ClosedNetwork.solve(clients, .010, .090);
    assertThat(network.throughput()).isCloseTo(throughput, within(.01));
    assertThat(network.response() * 1e3).isCloseTo(responseMs, within(.01));
  }

  @ParameterizedTest
  @CsvSource({".3", ".5", ".7", ".8", ".9", ".95"})
  void bulkOfOneIsMd1(double load) {
    BulkServiceQueue queue = BulkServiceQueue.solve(load, 1, 1.0);
    assertThat(queue.meanWait()).isCloseTo(ClosedForms.mg1Wait(load, 1, 0), within(1e-10));
    assertThat(queue.utilisation()).isCloseTo(load, within(1e-12));
    assertThat(queue.meanBatch()).isCloseTo(1, within(1e-12));
  }

  /**
   * The number left behind obeys X' = (X − b)⁺ + A, as the number in M/D/b does over one service
   * time; its mean has a form in the roots of z^b = exp(λD(z − 1)) (Prabhu 1965). For full batches,
   * rate conservation of the squared queue, λE[2Q + 1] = (λ/b)E[Y² − (Y − b)²] with Y the queue at
   * a start, gives Lq = E[Y] − (b + 1)/2, and E[Y] = E[(X − b)⁺] + b = E[X] − λD + b.
   */
  @ParameterizedTest
  @CsvSource({"2, .3", "4, .8", "8, .3", "8, .9", "8, .95", "32, .9"})
  void bulkMatchesTheRootsOfItsGeneratingFunction(int b, double load) {
    double offered = load * b;
    double meanLeft = offered + (offered * offered - b * (b - 1.0)) / (2 * (b - offered));
    for (int k = 1; k < b; k++) {
      Complex turn = new Complex(0, 2 * Math.PI * k / b).exp();
      Complex z = Complex.ZERO;
      for (int i = 0; i < 10_000; i++) {
        z = turn.multiply(z.subtract(1).multiply(offered / b).exp());
      }
      meanLeft += Complex.ONE.divide(Complex.ONE.subtract(z)).getReal();
    }
    double[] times = new double[b];
    Arrays.fill(times, 1);
    BulkServiceQueue full = BulkServiceQueue.solve(offered, b, times);
    assertThat(full.meanQueue())
        .isCloseTo(meanLeft - offered + b - (b + 1) / 2.0, within(1e-9 * full.meanQueue()));
    assertThat(full.meanBatch()).isCloseTo(b, within(1e-12));
  }

  @Test
  void bulkBalancesItsFlow() {
    double[] times = {1.0, 1.3, 1.6, 1.9};
    BulkServiceQueue queue = BulkServiceQueue.solve(1.6, 1, times);
    // One cycle serves what arrives in it: batches per time × mean batch = λ.
    double throughput = 1.6 / queue.meanBatch();
    assertThat(queue.utilisation()).isLessThan(1).isGreaterThan(throughput * 1.0);
    assertThat(queue.meanSojourn()).isGreaterThan(queue.meanWait() + 1);
    assertThatThrownBy(() -> BulkServiceQueue.solve(3, 1, times))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unstable");
    assertThatThrownBy(() -> BulkServiceQueue.solve(1, 5, times))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("between 1 and 4");
  }
}
