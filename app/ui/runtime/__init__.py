"""What pages stand on: theme, fonts, icons, language, background work, commands, errors."""
