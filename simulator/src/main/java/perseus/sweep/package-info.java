/**
 * Studies: a scenario with some of its settings varied. Every combination of the axes' values is a
 * point, simulated on its own; finished points are journalled, so that an interrupted sweep goes on
 * where it was.
 */
package perseus.sweep;
