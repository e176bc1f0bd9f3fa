"""Checklists: templates and their schedule, runs, findings and their rectification."""
