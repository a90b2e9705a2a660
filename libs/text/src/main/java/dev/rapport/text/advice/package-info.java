/** MSG-21: what an agent is advised before sending. Advice warns and never blocks. */
@NullMarked
package dev.rapport.text.advice;

import org.jspecify.annotations.NullMarked;
