/** MSG-08: texts with variables: checked when they are saved, and complete when they are rendered. */
@NullMarked
package dev.rapport.text.template;

import org.jspecify.annotations.NullMarked;
