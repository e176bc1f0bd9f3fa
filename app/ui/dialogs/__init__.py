"""Dialogs of several steps: bringing files in, exporting a list, printing records, people, backups."""
