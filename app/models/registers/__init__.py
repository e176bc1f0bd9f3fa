"""The registers that ship with the program: one file each, a mapped class and its declaration side by side."""
