/** What every HTTP edge of the suite does alike: trace and request ids, the writing of problems, refusal of unreadable requests. */
@NullMarked
package dev.rapport.kit.http;

import org.jspecify.annotations.NullMarked;
