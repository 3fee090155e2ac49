/** When requests are sent: open-loop processes, closed loops, replayed timestamps. */
package perseus.arrival;
