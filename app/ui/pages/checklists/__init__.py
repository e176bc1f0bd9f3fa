"""What is special about checklists: filling one in, starting one, its findings, and how it went over time."""
