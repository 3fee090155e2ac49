/**
 * What a run leaves behind for people and programs: the results folder, the table on the terminal,
 * the per-request log and charts.
 *
 * <p>The same inputs and seed write the same bytes, on every JVM and in every locale, except in
 * {@code run.json}. A folder or file appears whole or not at all.
 */
package perseus.report;
