# SPDX-License-Identifier: Apache-2.0
"""Finds what is garbled or wrong in machine-translated wire copy, and where."""

__version__ = "0.1.0"
