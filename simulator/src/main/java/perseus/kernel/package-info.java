/** The event list and the measuring instruments of the simulation: primitive arrays, no policy. */
package perseus.kernel;
