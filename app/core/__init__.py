"""Words that every room shares: money, dates, text, errors, progress, settings, translation. No SQL, no Qt."""
