/** MSG-15: what is done while a marketplace's channel fails: replies wait, a notice is offered, work goes on outside. */
@NullMarked
package dev.rapport.message.channel;

import org.jspecify.annotations.NullMarked;
