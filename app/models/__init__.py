"""What the shop records: one file per register in `registers/`, and the words they are declared with."""
