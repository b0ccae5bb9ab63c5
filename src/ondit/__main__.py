"""`python -m ondit` is the command `ondit`, where the folder of commands is not on the path."""

from ondit.cli import main

main()
