# SPDX-License-Identifier: Apache-2.0
"""What was said twice, in the wrong order, or broken off."""
