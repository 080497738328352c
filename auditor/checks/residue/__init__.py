# SPDX-License-Identifier: Apache-2.0
"""What the page and the feed left around the story."""
