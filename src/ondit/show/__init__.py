"""What people and programs see of a reading: a table, a marked page, JSON.

Nothing here decides anything; records come in, text goes out.

- ``as_table``  a table for the terminal
- ``as_html``   the article with sources, cues and contents marked, as one file without scripts
- ``as_json``   the published contract
"""
