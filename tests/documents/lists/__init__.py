"""Tests of the lists, their spreadsheets and the workbook of a project."""
