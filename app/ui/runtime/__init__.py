"""What pages stand on: theme, fonts, icons, language, background work, commands, errors, the gate to a shop."""
