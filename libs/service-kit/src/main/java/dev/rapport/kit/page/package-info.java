/** Pages by keyset: {@code ?limit=50&cursor=…} → {@code {"items": […], "next": "…"|null}}. A page never counts and never skips rows. */
@NullMarked
package dev.rapport.kit.page;

import org.jspecify.annotations.NullMarked;
