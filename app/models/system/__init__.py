"""Tables that serve every register: audit, numbers, settings, users, notes, attachments, saved views."""
