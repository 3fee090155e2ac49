package perseus.server;

/** How a request picks one of its model's deployments. Ties go to the lowest deployment index. */
public enum RoutingPolicy {
  /** Fewest requests outstanding (sent, not yet answered). */
  LEAST_OUTSTANDING,
  /** Each tenant cycles through the deployments of its model. */
  ROUND_ROBIN,
  /** Uniformly at random, from the tenant's routing stream. */
  RANDOM,
  /** The less loaded of two deployments drawn at random without replacement. */
  POWER_OF_TWO
}
