/** GPUs: catalogue, MIG geometry, ways of sharing a device, and interference between co-runners. */
package perseus.gpu;
