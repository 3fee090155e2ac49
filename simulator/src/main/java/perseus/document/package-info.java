/**
 * Reading documents (YAML, JSON) strictly: a {@link perseus.document.Field} declares a key once,
 * and that declaration checks the document, gives the value its type, and writes the JSON Schema.
 * Every problem of a document is collected, with its path, value, bound and nearest valid name.
 */
package perseus.document;
