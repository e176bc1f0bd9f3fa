"""Training: who needs which course, sessions and results, certificates, plans, quizzes, and the effect of it all."""
