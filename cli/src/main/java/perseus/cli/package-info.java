/**
 * The command line: each command parses its options, calls the library and prints. {@link
 * perseus.cli.Main} is the only place that ends the process.
 */
package perseus.cli;
