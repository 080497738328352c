# SPDX-License-Identifier: Apache-2.0
"""Pure functions from raw text, and a language profile, to spans."""
