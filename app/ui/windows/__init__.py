"""Windows of their own: sign-in, first-run wizard, lock screen."""
