/**
 * The engine against models written a second time on SSJ's event list, which shares no code with
 * it.
 */
package perseus.theory;
