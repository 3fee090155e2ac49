/** Named random streams on SSJ's generators, and variates that are the same on every JVM. */
package perseus.random;
