@NullMarked
package dev.rapport.message.connector.application;

import org.jspecify.annotations.NullMarked;
