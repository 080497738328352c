# SPDX-License-Identifier: Apache-2.0
"""What the translation says against what the source says."""
