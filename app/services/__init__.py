"""What the shop does: orders, stock, goods in, counts, moves of states, due items, figures. Verbs, no widgets."""
