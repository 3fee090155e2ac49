/**
 * Measurement tables to profiles ({@code fit}), and predictions against measurements ({@code
 * validate}).
 *
 * <p>A {@link perseus.calibrate.MeasurementTable} is recognised by its header as one {@link
 * perseus.calibrate.TableKind}; a kind's {@link perseus.calibrate.TableFitter} and {@link
 * perseus.calibrate.TableValidator} do the rest. Adding a kind of table is one file for each and a
 * line in {@link perseus.calibrate.TableKinds}.
 */
package perseus.calibrate;
