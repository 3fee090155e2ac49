/**
 * Which models get instances on which devices. A {@link perseus.placement.PlacementPolicy} is a
 * pure function of the models and devices; {@link perseus.placement.PlacementRules} checks what
 * every placement must obey: memory, exclusive devices, MPS percentages.
 */
package perseus.placement;
