"""Proposals as code for city-government IT projects (宁波市政务信息化项目前期论证实施细则)."""
