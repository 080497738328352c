# SPDX-License-Identifier: Apache-2.0
"""Damage to characters, words and markup."""
