"""Who is who: pronouns and descriptions of the gold resolved to names."""
