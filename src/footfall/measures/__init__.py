"""How good is a score, a grouping or a split? Formulas that models need in order to choose."""
