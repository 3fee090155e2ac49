/** Measurement tables to profiles, and predictions against measurements. */
package perseus.calibrate;
