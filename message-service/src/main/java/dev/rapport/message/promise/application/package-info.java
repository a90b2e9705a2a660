/** The use cases of promises: heard in messages, recorded by agents, looked at as orders move and time goes by. */
@NullMarked
package dev.rapport.message.promise.application;

import org.jspecify.annotations.NullMarked;
