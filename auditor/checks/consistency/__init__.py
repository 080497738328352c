# SPDX-License-Identifier: Apache-2.0
"""One story, or one text beside others, that does not agree with itself."""
