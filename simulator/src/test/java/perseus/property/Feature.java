package perseus.property;

/** What a random serving system may contain beyond models, instances, batching and Poisson load. */
enum Feature {
  /** Several hosts, with all routing policies. */
  HOSTS,
  /** Several instances on one GPU, all sharing modes, interference. */
  SHARED_GPUS,
  /** Front end, host contention, scheduler latencies and races. */
  OVERHEADS,
  /** Queue delays. */
  DELAYS,
  /** Priority levels, timeouts, queue bounds. */
  POLICIES,
  RATE_LIMITER,
  ENSEMBLES,
  CACHES,
  /** Closed loops and caps on requests in flight. */
  FEEDBACK,
  /** Renewal and modulated arrivals besides Poisson. */
  ARRIVALS,
  /** Service times that vary. */
  RANDOM_SERVICE,
  /** Requests of several inferences. */
  REQUEST_BATCHES
}
