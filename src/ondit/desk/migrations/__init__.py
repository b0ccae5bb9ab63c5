"""The steps that bring the tables of a desk from one release to the next, run by Alembic."""
