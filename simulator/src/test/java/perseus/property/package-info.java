/** What must hold in every serving system: invariants and relations between runs. */
package perseus.property;
