"""Reading a DOCX, whoever has edited it, and holding it against the edition's figures.

Pure functions over the file's bytes; nothing in the file is trusted, run or followed.
"""
