/** What every reader of files shares: collecting all problems of an input, and refusing it. */
package perseus.input;
