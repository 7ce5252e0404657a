"""Website generation: brief → plan → content, artwork → spec → pages. Pure Python; knows no Django."""
