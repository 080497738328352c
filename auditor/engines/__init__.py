# SPDX-License-Identifier: Apache-2.0
"""The only rooms where heavy libraries load, each inside a cached function."""
