/**
 * Models beside each other on one GPU: pairs under MPS, MIG slices with several processes, and pods
 * under three ways of sharing.
 *
 * <p>Every table has a fitter, which turns its rows into profile entries and an interference model,
 * and a validator, which simulates each row's GPU and compares. {@link
 * perseus.calibrate.sharing.CoLocation} is the simulated GPU of all of them.
 */
package perseus.calibrate.sharing;
