"""Figures as ratios: each module `bench_*.py` compares a piece of the program with its raw limit, in one
run.
"""
