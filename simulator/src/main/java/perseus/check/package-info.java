/**
 * Re-computes with the engine what theory knows exactly: what {@code perseus check} prints.
 *
 * <p>{@link perseus.check.ClosedForms}, {@link perseus.check.BulkServiceQueue} and {@link
 * perseus.check.ClosedNetwork} hold the formulas, pure and without reference to the engine. A
 * {@link perseus.check.CheckFamily} pairs them with serving systems that meet their assumptions;
 * {@link perseus.check.Checks} runs families and returns one {@link perseus.check.CheckRow} per
 * number. To add a family, implement {@link perseus.check.CheckFamily} in one file and add it to
 * {@link perseus.check.Checks#FAMILIES}.
 */
package perseus.check;
