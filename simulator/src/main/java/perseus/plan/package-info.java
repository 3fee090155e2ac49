/**
 * Searches over systems: {@link perseus.plan.FleetPlanner} finds the fewest servers of one kind
 * that meet every tenant's SLO.
 */
package perseus.plan;
