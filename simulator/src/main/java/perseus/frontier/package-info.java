/**
 * Two-model frontiers: which pairs of rates one server sustains together, predicted beside what was
 * measured, and what that saves over a server for each model (PERSEUS, IC2E 2020).
 */
package perseus.frontier;
