/** The interface of connectors, and the use case of taking requests and reporting. */
@NullMarked
package dev.rapport.message.connector.application;

import org.jspecify.annotations.NullMarked;
