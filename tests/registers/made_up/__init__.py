"""A package of registers that no program ships: the window, the store and the search must serve them all the same."""
