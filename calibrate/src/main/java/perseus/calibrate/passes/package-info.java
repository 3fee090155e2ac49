/**
 * Tables of passes: a paced client with a cap on requests in flight, as the PERSEUS artifact
 * (cake-lab/perseus, Apache-2.0) measured two CNNs on P4 and T4 servers, and the two-model figure
 * of the same artifact.
 */
package perseus.calibrate.passes;
