# SPDX-License-Identifier: Apache-2.0
"""Glossaries that come with the house."""
